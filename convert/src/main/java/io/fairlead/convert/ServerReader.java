package io.fairlead.convert;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code server} and {@code server-template}. */
final class ServerReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]+");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,253}");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,5}(?:-[0-9]{1,5})?");
    private static final int LONGEST_NAME = 63;
    private static final String ADDRESS = "an address and a port, such as 10.0.0.1:50051";

    private ServerReader() {}

    /** Returns the server; nothing where it is left out. */
    static Optional<ServerDraft> server(Arguments args, BackendDraft draft) throws DirectiveException {
        Word name = args.next("a name");
        Optional<ServerDraft> server = read(name, args, draft);
        server.filter(one -> Networks.address(one.address()) == null)
                .ifPresent(one -> draft.context
                        .findings()
                        .note(
                                one.origin(),
                                "server %s: %s".formatted(one.name(), one.address()),
                                "each address of the name is a server"));
        return server;
    }

    /** Returns the one server that stands for as many as its name has addresses. */
    static Optional<ServerDraft> template(Arguments args, BackendDraft draft) throws DirectiveException {
        Word prefix = args.next("a prefix of names");
        Word count = args.next("a number such as 5, or a range such as 1-5");
        if (!COUNT.matcher(count.text()).matches()) {
            throw DirectiveException.fault(count, args.what(), "a number such as 5, or a range such as 1-5");
        }
        Optional<ServerDraft> server = read(prefix, args, draft);
        server.ifPresent(one -> draft.context
                .findings()
                .note(
                        one.origin(),
                        "server-template " + prefix.text() + " " + count.text(),
                        "as many servers as the name has addresses"));
        return server;
    }

    private static Optional<ServerDraft> read(Word name, Arguments args, BackendDraft draft) throws DirectiveException {
        if (!NAME.matcher(name.text()).matches()) {
            throw DirectiveException.fault(name, args.what(), "a name of letters, digits and any of . _ : -");
        }
        String what = args.what() + " " + name.text();
        Arguments rest = args.named(what);
        Word address = rest.next(ADDRESS);
        ServerOptions options = draft.defaultServer.copy();
        ServerOptionReader.read(options, rest, draft.context.findings());
        if (name.text().length() > LONGEST_NAME) {
            throw args.leftOut(what, "not yet: a name of at most %d characters".formatted(LONGEST_NAME));
        }
        if (!draft.serverNames.add(name.text())) {
            throw DirectiveException.fault(name, args.what(), "a name of its own in " + draft.section.header());
        }
        AddressText text = AddressText.read(address.text(), draft.context.environment(), rest);
        checkHost(text.host(), address, rest);
        return Optional.of(
                new ServerDraft(args.directive(), name.text(), text.host(), port(text, address, rest), options));
    }

    private static void checkHost(String host, Word address, Arguments args) throws DirectiveException {
        boolean ip = Networks.address(host) != null;
        if (host.isEmpty() || host.equals("0.0.0.0") || host.equals("::")) {
            throw args.leftOut(
                    args.what() + ": " + address.text(), "not yet: the address that the client connected to");
        }
        if (host.startsWith("_")) {
            throw args.leftOut(args.what() + ": " + address.text(), "not yet: a name whose DNS records are addresses");
        }
        if (!HOST.matcher(host).matches() || (!ip && host.contains(":"))) {
            throw DirectiveException.fault(address, args.what(), ADDRESS);
        }
    }

    private static int port(AddressText text, Word address, Arguments args) throws DirectiveException {
        String port = text.port() == null ? "" : text.port();
        if (port.isEmpty() || port.startsWith("+") || port.startsWith("-")) {
            throw args.leftOut(args.what() + ": " + address.text(), "not yet: a port of its own is needed");
        }
        int number = PORT.matcher(port).matches() ? Integer.parseInt(port) : 0;
        if (number < 1 || number > 65_535) {
            throw DirectiveException.fault(address, args.what(), ADDRESS + ", of 1-65535");
        }
        return number;
    }
}

package io.fairlead.convert;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code bind}. */
final class BindReader {

    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final int MAX_PORT = 65_535;
    private static final String PORTS_MEANING = "ADDRESS:PORT, with a port of 1-65535";

    /** More than one load balancer takes. */
    private static final int MAX_RANGE = 100;

    private final Arguments args;
    private final Context context;
    private @Nullable Integer maxConnections;
    private @Nullable Integer backlog;
    private boolean deferAccept;
    private boolean acceptProxy;
    private boolean ipv6Only;
    private @Nullable Duration userTimeout;

    private BindReader(Arguments args, Context context) {
        this.args = args;
        this.context = context;
    }

    /** Returns what is bound, a port each; all share the options. */
    static List<Bind> read(Arguments args, Context context) throws DirectiveException {
        Word addresses = args.next(PORTS_MEANING);
        BindReader reader = new BindReader(args, context);
        reader.readOptions();
        List<Bind> binds = new ArrayList<>();
        for (String address : addresses.text().split(",", -1)) {
            reader.addPorts(new Word(address, addresses.line(), addresses.column()), binds);
        }
        return binds;
    }

    private void addPorts(Word word, List<Bind> binds) throws DirectiveException {
        AddressText text = AddressText.read(word.text(), context.environment(), args);
        Matcher ports = PORTS.matcher(text.port() == null ? "" : text.port());
        if (!ports.matches()) {
            throw DirectiveException.fault(word, args.what(), PORTS_MEANING);
        }
        int first = Integer.parseInt(ports.group(1));
        int last = ports.group(2) == null ? first : Integer.parseInt(ports.group(2));
        if (first < 1 || last < first || last > MAX_PORT) {
            throw DirectiveException.fault(word, args.what(), PORTS_MEANING);
        }
        if (last - first >= MAX_RANGE) {
            throw args.leftOut(args.what() + " " + word.text(), "not yet: at most %d ports".formatted(MAX_RANGE));
        }
        String address = address(text, word);
        Bind.Options options = new Bind.Options(maxConnections, backlog, deferAccept, acceptProxy, userTimeout);
        for (int port = first; port <= last; port++) {
            binds.add(new Bind(args.directive(), address, port, options));
        }
    }

    /** HAProxy's {@code *} is all of IPv4; {@code ::} is all of both where the kernel has its usual setting. */
    private @Nullable String address(AddressText text, Word word) throws DirectiveException {
        if (text.host().isEmpty() && !text.ipv6()) {
            return "0.0.0.0";
        }
        InetAddress address = Networks.address(text.host().isEmpty() ? "::" : text.host());
        if (address == null) {
            throw args.leftOut(args.what() + " " + word.text(), "not yet: an IP address is needed");
        }
        boolean allOfIpv6 = address.isAnyLocalAddress() && address.getAddress().length > 4;
        return allOfIpv6 && !ipv6Only ? null : allOfIpv6 ? "::" : text.host();
    }

    private void readOptions() throws DirectiveException {
        for (Word option = args.poll(); option != null; option = args.poll()) {
            try {
                read(option, args.named(args.what() + " " + option.text()));
            } catch (DirectiveException e) {
                context.findings().goOnAfter(e);
            }
        }
    }

    private void read(Word option, Arguments value) throws DirectiveException {
        switch (option.text()) {
            case "accept-proxy" -> acceptProxy = true;
            case "defer-accept" -> deferAccept = true;
            case "v6only" -> ipv6Only = true;
            case "v4v6" -> ipv6Only = false;
            case "maxconn" -> maxConnections = value.limitUpTo(1_000_000);
            case "backlog" -> backlog = value.limitUpTo(65_535);
            case "tcp-ut" -> userTimeout = value.timeUpTo(TcpDraft.MAX_USER_TIMEOUT);
            default -> Unconverted.BIND.leaveOut(option, args, context.findings());
        }
    }
}

package io.fairlead.convert;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stick-table} says.
 *
 * @param ip whether its keys are addresses
 * @param size how many keys it holds
 * @param expire {@code null}: for ever
 * @param ratePeriod in how much time new connections are counted; {@code null} where they are not
 */
record StickTableDraft(
        Directive origin,
        boolean ip,
        int size,
        @Nullable Duration expire,
        @Nullable Duration ratePeriod) {

    static final int MAX_SIZE = 10_000_000;

    private static final Pattern RATE = Pattern.compile("conn_rate\\((.*)\\)");
    private static final Set<String> OF_PROCESS = Set.of("nopurge", "recv-only");

    /** Reads {@code stick-table}. */
    static StickTableDraft read(Arguments args, Findings findings) throws DirectiveException {
        Directive origin = args.directive();
        boolean ip = false;
        Integer size = null;
        Duration expire = null;
        Duration ratePeriod = null;
        for (Word word = args.poll(); word != null; word = args.poll()) {
            switch (word.text()) {
                case "type" -> {
                    String type = args.next("a type such as ip").text();
                    ip = type.equals("ip") || type.equals("ipv6");
                }
                case "len" -> args.number(1, Integer.MAX_VALUE);
                case "size" -> size = size(args, findings);
                case "expire" -> expire = args.time();
                case "store" -> ratePeriod = ratePeriod(args, findings);
                case "peers" ->
                    findings.leftOut(
                            origin,
                            "stick-table peers "
                                    + args.next("the name of a section peers").text(),
                            "not yet: each proxy has a table of its own");
                case "srvkey", "write-to", "brates-factor" ->
                    findings.leftOut(
                            origin,
                            "stick-table " + word.text() + " "
                                    + args.next("a value").text(),
                            "not yet");
                default -> {
                    if (!OF_PROCESS.contains(word.text())) {
                        throw DirectiveException.fault(
                                word, args.what(), "type, size, expire, store, peers or nopurge");
                    }
                    findings.leftOut(origin, "stick-table " + word.text(), "not yet");
                }
            }
        }
        if (size == null) {
            throw DirectiveException.fault(
                    new Word("nothing", origin.line(), origin.first().column()), "stick-table size", Units.SIZE);
        }
        return new StickTableDraft(origin, ip, size, expire, ratePeriod);
    }

    private static int size(Arguments args, Findings findings) throws DirectiveException {
        Word word = args.next(Units.SIZE);
        long size = Units.size(word, "stick-table size");
        if (size == 0) {
            throw DirectiveException.fault(word, "stick-table size", Units.SIZE);
        }
        if (size > MAX_SIZE) {
            findings.leftOut(
                    args.directive(), "stick-table size " + word.text(), "more than is to be had: " + MAX_SIZE);
        }
        return (int) Math.min(size, MAX_SIZE);
    }

    private static @Nullable Duration ratePeriod(Arguments args, Findings findings) throws DirectiveException {
        Word types = args.next("what to store");
        Duration period = null;
        for (String type : types.text().split(",", -1)) {
            Matcher rate = RATE.matcher(type);
            if (rate.matches()) {
                period = Units.time(
                        new Word(rate.group(1), types.line(), types.column()), "conn_rate", Units.MILLISECONDS);
            } else if (!type.equals("conn_cur")) {
                findings.leftOut(args.directive(), "stick-table store " + type, "not yet");
            }
        }
        return period;
    }
}

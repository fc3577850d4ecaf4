package dev.asyncgate.app.gateway;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CallLimit;
import dev.asyncgate.access.CallLimits;
import dev.asyncgate.gateway.Entrance;
import dev.asyncgate.gateway.HeardCall;
import dev.asyncgate.gateway.Protocol;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway of this program and its callers stand.
 *
 * @param open null while it is closed
 * @param pages which pages of other origins may call
 * @param keys of the tenant, the newest first
 * @param calls the last, the newest first
 */
record Reading(@Nullable Open open, Pages pages, List<ApiKey> keys, CallLimits limits, List<CallLine> calls) {

    Reading {
        keys = List.copyOf(keys);
        calls = List.copyOf(calls);
    }

    /**
     * An open gateway: where, since when, and how callers come in.
     *
     * @param heard how many calls there were
     * @param perSecond how many calls there were lately of each protocol that is answered
     * @param pagesRefused how many calls of pages of other origins were turned away
     * @param lastRefusedOrigin that of the last of these; empty for none
     */
    record Open(
            URI address,
            Instant since,
            Entrance entrance,
            long heard,
            Map<Protocol, Double> perSecond,
            long pagesRefused,
            String lastRefusedOrigin) {

        Open {
            perSecond = Map.copyOf(perSecond);
        }

        boolean isKeyed() {
            return entrance != Entrance.OPEN;
        }
    }

    /** The origins whose pages may call, and those that the settings name. */
    record Pages(List<URI> origins, List<URI> ofSettings) {

        Pages {
            origins = List.copyOf(origins);
            ofSettings = List.copyOf(ofSettings);
        }

        boolean asTheSettingsSay() {
            return origins.equals(ofSettings);
        }
    }

    /**
     * A caller by what it has left.
     *
     * @param name of its key, or its address
     * @param refused how many of its last calls were too many
     */
    record CallerRate(String name, boolean isKey, HeardCall.Rate rate, Instant at, long refused) {

        /** Whether it has nothing left. */
        boolean isThrottled(Instant now) {
            return rate.remaining() <= 0 && at.plus(rate.untilReset()).isAfter(now);
        }

        /** How its meter looks. */
        String style(Instant now) {
            if (isThrottled(now)) {
                return "bad";
            }
            return rate.remaining() * 2 < rate.calls() ? "warn" : "";
        }
    }

    /** Those heard lately, the one with most refusals first. */
    List<CallerRate> rates() {
        Map<String, CallerRate> byCaller = new LinkedHashMap<>();
        for (CallLine line : calls) {
            HeardCall call = line.call();
            HeardCall.Rate rate = call.rate();
            if (rate == null) {
                continue;
            }
            boolean isKey = !call.keyName().isEmpty();
            String name = isKey ? call.keyName() : call.address();
            int refused = line.isThrottled() ? 1 : 0;
            byCaller.merge(
                    name,
                    new CallerRate(name, isKey, rate, call.at(), refused),
                    (newest, older) -> new CallerRate(
                            newest.name(), isKey, newest.rate(), newest.at(), newest.refused() + older.refused()));
        }
        return byCaller.values().stream()
                .sorted(Comparator.comparingLong(CallerRate::refused).reversed())
                .toList();
    }

    /** The last rate of a key's calls; null when it was not heard of. */
    @Nullable CallerRate rateOf(ApiKey key) {
        String name = Objects.requireNonNullElse(key.grant().name(), key.prefix());
        return rates().stream()
                .filter(rate -> rate.isKey() && rate.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** When a key was heard of last; null for never, as far as this gateway remembers. */
    @Nullable Instant lastHeard(ApiKey key) {
        return calls.stream()
                .filter(line -> key.keyId().equals(line.call().keyId()))
                .map(line -> line.call().at())
                .findFirst()
                .orElse(null);
    }

    /** What holds for whoever has no limit of its own. */
    CallLimit commonLimit() {
        CallLimit tenant = limits.tenant();
        return tenant == null ? limits.standard() : tenant;
    }
}

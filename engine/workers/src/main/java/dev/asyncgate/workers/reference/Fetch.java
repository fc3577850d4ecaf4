package dev.asyncgate.workers.reference;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * One GET, with its redirects. The names are resolved here and nowhere else, so the addresses that were checked are the
 * ones connected to. Closing it, from any thread, ends what is under way.
 *
 * <p>No cookies, no credentials, no proxy of the environment, no repetition, and no decompression: what arrives counts.
 */
final class Fetch implements AutoCloseable {

    private static final int MOST_REDIRECTS = 5;
    private static final Http1Config HTTP1 = Http1Config.custom()
            .setMaxLineLength(16 * 1024)
            .setMaxHeaderCount(200)
            .build();

    /**
     * What came.
     *
     * @param from where the last redirect led
     */
    record Fetched(URI from, int status, @Nullable String contentType, ByteBuffer body) {

        /** The whole body, from its beginning. */
        @Override
        public ByteBuffer body() {
            return body.duplicate();
        }

        int bytes() {
            return body.remaining();
        }
    }

    /** Either what came, or where to look instead. */
    private sealed interface Step {
        record Done(Fetched fetched) implements Step {}

        record Redirect(String location) implements Step {}
    }

    private final Reach reach;
    private final int mostBytes;
    private final CloseableHttpClient client;

    Fetch(Reach reach, Reach.Resolver resolver, int mostBytes) {
        this.reach = reach;
        this.mostBytes = mostBytes;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedResolver(reach, resolver))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(HTTP1)
                                .build())
                        .build())
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .setUserAgent("AsyncGate-http_get")
                .build();
    }

    private record CheckedResolver(Reach reach, Reach.Resolver resolver) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return reach.resolve(host, resolver);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /**
     * Gets it.
     *
     * @throws RefusedException for what may not be reached, too many redirects, and too large a body
     */
    Fetched get(String url) throws IOException {
        URI uri = reach.require(url);
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            switch (step(uri)) {
                case Step.Done(Fetched fetched) -> {
                    return fetched;
                }
                case Step.Redirect(String location) -> uri = reach.require(resolved(uri, location));
            }
        }
        throw new RefusedException("More than " + MOST_REDIRECTS + " redirects, the last one to " + uri + ".");
    }

    private static String resolved(URI base, String location) {
        try {
            return base.resolve(location).toString();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(base + " redirects to \"" + location + "\", which is no URL.");
        }
    }

    private Step step(URI uri) throws IOException {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String host = uri.getHost();
        boolean literal = host.startsWith("[");
        var target =
                new HttpHost(uri.getScheme(), literal ? host.substring(1, host.length() - 1) : host, uri.getPort());
        return client.execute(
                target,
                ClassicRequestBuilder.get(path + query)
                        .addHeader("Accept-Encoding", "identity")
                        .build(),
                response -> read(uri, response));
    }

    private Step read(URI uri, ClassicHttpResponse response) throws IOException {
        Header location = response.getFirstHeader("Location");
        int status = response.getCode();
        if (location != null && status / 100 == 3 && status != 304) {
            return new Step.Redirect(location.getValue());
        }
        Header type = response.getFirstHeader("Content-Type");
        return new Step.Done(new Fetched(uri, status, type == null ? null : type.getValue(), body(uri, response)));
    }

    private ByteBuffer body(URI uri, ClassicHttpResponse response) throws IOException {
        if (response.getEntity() == null) {
            return ByteBuffer.allocate(0);
        }
        InputStream content = response.getEntity().getContent();
        byte[] read = content.readNBytes(mostBytes + 1);
        if (read.length > mostBytes) {
            // Whoever reads to the end to keep the connection would read for ever.
            close();
            throw new RefusedException(
                    "%s is larger than %,d bytes, the most that this worker fetches.".formatted(uri, mostBytes));
        }
        return ByteBuffer.wrap(read);
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}

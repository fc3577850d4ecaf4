package dev.asyncgate.gateway.metrics;

import dev.asyncgate.gateway.call.Access;
import dev.asyncgate.gateway.door.Door;
import dev.asyncgate.gateway.door.Refusal;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.util.List;

/** The metrics as text for Prometheus, for those who may see metrics. */
public final class MetricsPage extends HttpServlet {

    /** Where it is found. */
    public static final String PATH = "/metrics";

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Exposition exposition;
    private final transient PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();

    MetricsPage(Exposition exposition) {
        this.exposition = exposition;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            throw Refusal.otherMethods(request.getMethod(), PATH, List.of("GET"));
        }
        request.setAttribute(Requests.ROUTE, PATH);
        Door.caller(request).require(Access.METRICS);
        write(response, exposition.of(Door.caller(request)));
    }

    private void write(HttpServletResponse response, MetricSnapshots metrics) throws IOException {
        var text = new ByteArrayOutputStream();
        writer.write(text, metrics);
        response.setContentType(writer.getContentType());
        response.setContentLength(text.size());
        text.writeTo(response.getOutputStream());
    }
}

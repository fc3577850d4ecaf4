/** The way in for programs: REST and MCP over the engine. */
module dev.asyncgate.gateway {
    requires transitive dev.asyncgate.core;
    requires io.modelcontextprotocol.sdk.mcp.core;
    requires io.modelcontextprotocol.sdk.mcp.json.jackson3;
    requires io.opentelemetry.context;
    requires io.opentelemetry.sdk;
    requires io.opentelemetry.sdk.autoconfigure;
    requires io.opentelemetry.sdk.autoconfigure.spi;
    requires io.opentelemetry.sdk.common;
    requires io.opentelemetry.sdk.trace;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires jakarta.servlet;
    requires micrometer.core;
    requires micrometer.registry.prometheus;
    requires org.eclipse.jetty.ee10.servlet;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;
    requires org.slf4j;
    requires org.reactivestreams;
    requires reactor.core;
    requires structured.fields;
    requires static transitive org.jspecify;

    exports dev.asyncgate.gateway;
}

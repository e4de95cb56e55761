package io.github.mcpoauth.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Another site on this machine: the callback of a client, or what a client or an attacker
 * leads to.
 */
final class LocalSite implements AutoCloseable {

	private final HttpServer server;

	private final String origin;

	private final List<URI> received = new CopyOnWriteArrayList<>();

	private LocalSite(HttpServer server, String host) {
		this.server = server;
		this.origin = "http://" + host + ":" + server.getAddress().getPort();
	}

	/**
	 * Starts a site.
	 * @param host a loopback host, as it is written in a URL
	 * @return the site, on a free port
	 */
	static LocalSite at(String host) {
		try {
			InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), 0);
			LocalSite site = new LocalSite(HttpServer.create(address, 0), host);
			site.server.start();
			return site;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	LocalSite withPage(String path, String body) {
		this.server.createContext(path, (exchange) -> {
			this.received.add(exchange.getRequestURI());
			// Without an icon of its own the browser would ask for one
			String html = "<!DOCTYPE html><link rel=icon href=data:,><title>site</title>" + body;
			exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
			answer(exchange, 200, html.getBytes(StandardCharsets.UTF_8));
		});
		return this;
	}

	LocalSite withRedirect(String path, String target) {
		this.server.createContext(path, (exchange) -> {
			this.received.add(exchange.getRequestURI());
			exchange.getResponseHeaders().set("Location", target);
			answer(exchange, 302, new byte[0]);
		});
		return this;
	}

	private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
		try (exchange) {
			exchange.sendResponseHeaders(status, (body.length > 0) ? body.length : -1);
			exchange.getResponseBody().write(body);
		}
	}

	String url(String path) {
		return this.origin + path;
	}

	/** The one request that a page of this site was asked for with. */
	URI onlyRequest() {
		if (this.received.size() != 1) {
			throw new AssertionError("Not one request to " + this.origin + " but " + this.received.size());
		}
		return this.received.get(0);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}

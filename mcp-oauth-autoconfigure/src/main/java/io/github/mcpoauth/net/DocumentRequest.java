package io.github.mcpoauth.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;

import javax.net.ssl.SSLSocket;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.jspecify.annotations.Nullable;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * One GET for a JSON document on a connection of its own. Closing it from another thread
 * ends it, wherever it is.
 */
final class DocumentRequest implements Closeable {

	private static final int HTTPS_PORT = 443;

	// A server that sends headers without end is as good as one that sends no body
	private static final Http1Config LIMITS = Http1Config.custom()
		.setMaxLineLength(8192)
		.setMaxHeaderCount(100)
		.setMaxEmptyLineCount(10)
		.build();

	private final URI uri;

	private final int limit;

	private final HostResolver resolver;

	private final AddressPolicy policy;

	private final GuardedConnection connection = new GuardedConnection();

	DocumentRequest(URI uri, int limit, HostResolver resolver, AddressPolicy policy) {
		this.uri = uri;
		this.limit = limit;
		this.resolver = resolver;
		this.policy = policy;
	}

	FetchedDocument send() throws IOException {
		if (!"https".equals(this.uri.getScheme())) {
			throw new IOException("it is not an https URL");
		}
		String host = this.uri.getHost();
		List<InetAddress> addresses = List.of(this.resolver.resolve(host));
		if (!this.policy.allows(addresses)) {
			throw new IOException("its host has an address that must not be connected to: " + addresses);
		}
		int port = (this.uri.getPort() != -1) ? this.uri.getPort() : HTTPS_PORT;
		try {
			return exchange(this.connection.open(host, addresses, port));
		}
		catch (HttpException ex) {
			throw new IOException("the answer is not HTTP: " + ex.getMessage(), ex);
		}
		finally {
			close();
		}
	}

	private FetchedDocument exchange(SSLSocket socket) throws IOException, HttpException {
		// Not closed itself: that would try to read what is left of the response
		@SuppressWarnings("resource")
		DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(LIMITS);
		http.bind(socket);
		ClassicHttpResponse response = new HttpRequestExecutor().execute(get(), http, HttpCoreContext.create());
		// A redirect as well: what it leads to has not been checked
		if (response.getCode() != 200) {
			throw new UnexpectedStatusException("it was answered with status " + response.getCode(),
					response.getCode());
		}
		if (!isJson(header(response, "Content-Type"))) {
			throw new IOException("its content type is not JSON");
		}
		return new FetchedDocument(body(response.getEntity()), Freshness.of((name) -> header(response, name)));
	}

	private ClassicHttpRequest get() throws HttpException, IOException {
		ClassicHttpRequest request = new BasicClassicHttpRequest("GET", this.uri);
		request.setHeader("Accept", "application/json");
		request.setHeader("User-Agent", "mcp-oauth");
		request.setHeader("Connection", "close");
		RequestTargetHost.INSTANCE.process(request, null, HttpCoreContext.create());
		return request;
	}

	private static @Nullable String header(ClassicHttpResponse response, String name) {
		Header header = response.getFirstHeader(name);
		return (header != null) ? header.getValue() : null;
	}

	private static boolean isJson(@Nullable String contentType) {
		try {
			MediaType type = (contentType != null) ? MediaType.parseMediaType(contentType) : MediaType.ALL;
			return type.getType().equals("application")
					&& (type.getSubtype().equals("json") || "json".equals(type.getSubtypeSuffix()));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	private byte[] body(@Nullable HttpEntity entity) throws IOException {
		if (entity == null) {
			throw new IOException("it is empty");
		}
		// The announced length first, which may say it at once
		if (entity.getContentLength() <= this.limit) {
			InputStream content = entity.getContent();
			byte[] body = content.readNBytes(this.limit + 1);
			if (body.length <= this.limit) {
				return body;
			}
		}
		throw new IOException("it has more than " + this.limit + " bytes");
	}

	@Override
	public void close() {
		this.connection.close();
	}

}

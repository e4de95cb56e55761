package io.github.mcpoauth.support;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/**
 * A web server of {@code https://localhost} for documents of clients, whose certificate
 * this process trusts.
 */
public final class DocumentServer implements ClosedAfterAll {

	private final List<Headers> requests = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final TestCertificate certificate = TestCertificate.trusted();

	private final HttpsServer server;

	private DocumentServer() {
		try {
			this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			this.server.setHttpsConfigurator(new HttpsConfigurator(identity()));
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new AssertionError(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	public static DocumentServer start() {
		return new DocumentServer();
	}

	private SSLContext identity() throws IOException, GeneralSecurityException {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream stream = new FileInputStream(this.certificate.keyStorePath())) {
			keys.load(stream, TestCertificate.PASSWORD.toCharArray());
		}
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(keys, TestCertificate.PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		return context;
	}

	public int port() {
		return this.server.getAddress().getPort();
	}

	public String url(String path) {
		return "https://localhost:" + port() + path;
	}

	/** Serves a path, and replaces what was served there. */
	public void handle(String path, HttpHandler handler) {
		try {
			this.server.removeContext(path);
		}
		catch (IllegalArgumentException ex) {
			// Nothing was
		}
		this.server.createContext(path, (exchange) -> {
			this.requests.add(exchange.getRequestHeaders());
			handler.handle(exchange);
		});
	}

	/**
	 * Serves JSON.
	 * @param headers names and values in turn
	 */
	public void serve(String path, String json, String... headers) {
		handle(path, (exchange) -> answer(exchange, 200, "application/json", json, headers));
	}

	/**
	 * Publishes the document of a client with {@link ClientRequests#REDIRECT_URI}.
	 * @param moreMembers further members, each with a comma before it
	 * @return the identifier of the client
	 */
	public String client(String path, String moreMembers) {
		serve(path, document(url(path), moreMembers));
		return url(path);
	}

	public static String document(String clientId, String moreMembers) {
		return "{\"client_id\":\"" + clientId + "\",\"client_name\":\"A published client\",\"redirect_uris\":[\""
				+ ClientRequests.REDIRECT_URI + "\",\"https://app.example.com/callback\"]" + moreMembers + "}";
	}

	public static void answer(HttpExchange exchange, int status, String contentType, String body, String... headers)
			throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		if (contentType != null) {
			exchange.getResponseHeaders().set("Content-Type", contentType);
		}
		for (int i = 0; i < headers.length; i += 2) {
			exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
		}
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	/** The headers of all requests so far. */
	public List<Headers> requests() {
		return this.requests;
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
		this.certificate.close();
	}

}

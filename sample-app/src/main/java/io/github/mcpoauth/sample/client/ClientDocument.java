package io.github.mcpoauth.sample.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import net.minidev.json.JSONObject;

/**
 * The client's document (Client ID Metadata Document), whose URL is the client's
 * identifier at each server that reads it. Here it is on another port of this machine.
 *
 * @see <a href=
 * "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-00">OAuth
 * Client ID Metadata Document</a>
 */
final class ClientDocument implements AutoCloseable {

	private static final String PATH = "/client.json";

	private final HttpsServer server;

	private final LocalCertificate certificate;

	private final ClientProfile profile;

	private final Transcript transcript;

	/**
	 * Publishes a document.
	 * @param profile what is in it
	 * @param transcript tells when it is read
	 */
	ClientDocument(ClientProfile profile, Transcript transcript) {
		this.profile = profile;
		this.transcript = transcript;
		this.certificate = LocalCertificate.trusted();
		try {
			this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			this.certificate.close();
			throw new ClientFailure("No port for the client's document: " + ex.getMessage(), ex);
		}
		this.server.setHttpsConfigurator(new HttpsConfigurator(this.certificate.server()));
		this.server.createContext(PATH, this::handle);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.transcript.note("The server reads " + uri());
			JSONObject document = this.profile.metadata().toJSONObject();
			document.put("client_id", uri().toString());
			byte[] json = document.toJSONString().getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, json.length);
			try (OutputStream body = exchange.getResponseBody()) {
				body.write(json);
			}
		}
	}

	URI uri() {
		return URI.create("https://localhost:" + this.server.getAddress().getPort() + PATH);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.certificate.close();
	}

}

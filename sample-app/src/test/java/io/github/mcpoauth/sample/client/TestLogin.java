package io.github.mcpoauth.sample.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.nimbusds.oauth2.sdk.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A login of the client at a fake server, with a browser that goes where it is sent.
 */
final class TestLogin {

	private final FakeServer server;

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final Transcript transcript = new Transcript(new PrintStream(this.output, true, StandardCharsets.UTF_8));

	final List<URI> opened = new ArrayList<>();

	@Nullable URI document;

	@Nullable String agreedId;

	@Nullable Scope scope;

	TestLogin(FakeServer server) {
		this.server = server;
	}

	Access run() {
		try (RedirectListener redirect = new RedirectListener()) {
			return login(redirect);
		}
	}

	/** The same, and all that the demo does with the tokens then. */
	void runDemo() {
		try (RedirectListener redirect = new RedirectListener()) {
			new Demo(this.server.at("/mcp"), login(redirect), false, this.transcript).run();
		}
	}

	private Access login(RedirectListener redirect) {
		Http http = new Http(this.transcript);
		ClientIdentity identity = new ClientIdentity(this.agreedId, this.document, http);
		return new Login(this.server.at("/mcp"), identity, redirect, this::open, this.scope, this.transcript, http)
			.run();
	}

	private void open(URI uri) {
		this.opened.add(uri);
		HttpClient browser = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
		try {
			browser.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	String output() {
		return this.output.toString(StandardCharsets.UTF_8);
	}

}

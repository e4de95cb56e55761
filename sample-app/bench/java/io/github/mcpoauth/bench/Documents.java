package io.github.mcpoauth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/**
 * What it costs to serve the documents that each client reads first, beside a controller
 * that returns the same bytes.
 */
final class Documents {

	private static final String RESOURCE = "/.well-known/oauth-protected-resource/mcp";

	private static final String SERVER = "/.well-known/oauth-authorization-server";

	private final Settings settings;

	private final Report report;

	private final Fleet fleet;

	Documents(Settings settings, Report report, Fleet fleet) {
		this.settings = settings;
		this.report = report;
		this.fleet = fleet;
	}

	void run() {
		Server ours = this.fleet.authorizationServer();
		Server controller = this.fleet.unprotected();
		Server spring = this.fleet.springAuthorizationServer();
		copy(ours, RESOURCE, controller, "/resource-metadata");
		copy(ours, SERVER, controller, "/server-metadata");
		Map<String, Comparison.Figures> figures = new Comparison(this.settings)
			.of(List.of(get("controller, resource metadata", controller, "/resource-metadata"),
					get("resource metadata", ours, RESOURCE),
					get("controller, server metadata", controller, "/server-metadata"),
					get("server metadata", ours, SERVER), get("Spring's server metadata", spring, SERVER)));
		this.report.figures("Metadata", figures);
		this.report.ratio("resource-metadata-vs-controller",
				figures.get("resource metadata").dividedBy(figures.get("controller, resource metadata")), ">= 0.85");
		this.report.ratio("server-metadata-vs-controller",
				figures.get("server metadata").dividedBy(figures.get("controller, server metadata")), ">= 0.85");
	}

	private static Contender get(String name, Server server, String path) {
		return new Contender(name, server, Http.get(server.port(), path));
	}

	private static void copy(Server from, String document, Server to, String path) {
		from.await();
		to.await();
		HttpClient client = HttpClient.newHttpClient();
		try {
			byte[] body = client
				.send(HttpRequest.newBuilder(URI.create(from.url(document))).build(), BodyHandlers.ofByteArray())
				.body();
			client.send(HttpRequest.newBuilder(URI.create(to.url(path))).PUT(BodyPublishers.ofByteArray(body)).build(),
					BodyHandlers.discarding());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}

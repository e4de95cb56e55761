package io.github.mcpoauth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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

	Documents(Settings settings, Report report) {
		this.settings = settings;
		this.report = report;
	}

	void run() {
		try (ServerProcess ours = ServerProcess.start(Variant.EMBEDDED);
				ServerProcess resource = plain(ours, RESOURCE);
				ServerProcess server = plain(ours, SERVER);
				ServerProcess spring = ServerProcess.start(Variant.SPRING_SERVER)) {
			Map<String, Comparison.Figures> figures = new Comparison(this.settings)
				.of(List.of(new Contender("controller, resource metadata", resource, get(resource, "/document")),
						new Contender("resource metadata", ours, get(ours, RESOURCE)),
						new Contender("controller, server metadata", server, get(server, "/document")),
						new Contender("server metadata", ours, get(ours, SERVER)),
						new Contender("Spring's server metadata", spring, get(spring, SERVER))));
			this.report.figures("Metadata", figures);
			this.report.ratio("resource-metadata-vs-controller",
					figures.get("resource metadata").dividedBy(figures.get("controller, resource metadata")),
					">= 0.85");
			this.report.ratio("server-metadata-vs-controller",
					figures.get("server metadata").dividedBy(figures.get("controller, server metadata")), ">= 0.85");
		}
	}

	private static byte[] get(ServerProcess server, String path) {
		return Http.get(server.port(), path);
	}

	private static ServerProcess plain(ServerProcess ours, String path) {
		ours.await();
		return ServerProcess.start(Variant.UNPROTECTED, "bench.document=" + body(ours.url(path)));
	}

	private static String body(String url) {
		try {
			return HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
				.body();
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

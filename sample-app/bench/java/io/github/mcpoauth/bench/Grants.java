package io.github.mcpoauth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What it costs to refresh and to introspect where few people are logged in, and where
 * many are.
 */
final class Grants {

	private final Settings settings;

	private final Report report;

	private final Fleet fleet;

	Grants(Settings settings, Report report, Fleet fleet) {
		this.settings = settings;
		this.report = report;
		this.fleet = fleet;
	}

	void run() {
		for (GrantStore.Kind kind : GrantStore.Kind.values()) {
			if (this.settings.quick() && !kind.quick()) {
				this.report.note("grants in " + kind + ": only without --quick");
				continue;
			}
			try (GrantStore store = kind.start()) {
				compare(kind.toString(), store);
			}
			catch (GrantStore.UnavailableException ex) {
				this.report.note("grants in " + kind + ": skipped, it did not start: " + ex.getMessage());
			}
		}
	}

	private void compare(String name, GrantStore store) {
		try (Server few = start(store, name, SeededGrants.WRITTEN);
				Server many = start(store, name, this.settings.grants())) {
			few.await();
			many.await();
			IssuedTokens ofFew = IssuedTokens.read(tokens(name, SeededGrants.WRITTEN));
			IssuedTokens ofMany = IssuedTokens.read(tokens(name, this.settings.grants()));
			String fewRefreshes = "refresh, 100";
			String manyRefreshes = "refresh, %,d".formatted(this.settings.grants());
			String fewIntrospections = "introspection, 100";
			String manyIntrospections = "introspection, %,d".formatted(this.settings.grants());
			Map<String, Comparison.Figures> figures = new Comparison(this.settings.brief())
				.of(List.of(new Contender(fewRefreshes, few, ofFew.refreshes(few.port()), 200),
						new Contender(manyRefreshes, many, ofMany.refreshes(many.port()), 200),
						new Contender(fewIntrospections, few, ofFew.introspections(few.port()), 200),
						new Contender(manyIntrospections, many, ofMany.introspections(many.port()), 200)));
			this.report.figures("Live grants in " + name, figures);
			this.report.ratio("refresh-" + name + "-many-vs-few",
					figures.get(manyRefreshes).dividedBy(figures.get(fewRefreshes)), ">= 0.9");
			this.report.ratio("introspection-" + name + "-many-vs-few",
					figures.get(manyIntrospections).dividedBy(figures.get(fewIntrospections)), ">= 0.9");
		}
	}

	/** Each has saved and found as many, so that both have compiled as much. */
	private Server start(GrantStore store, String name, int count) {
		try {
			Files.deleteIfExists(tokens(name, count));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		List<String> properties = store.properties(count);
		properties.add("mcp.oauth.secret=a-secret-of-the-benchmark-with-32-or-more-characters");
		properties.add("bench.grants=" + count);
		properties.add("bench.ended-grants=" + (this.settings.grants() - count));
		properties.add("bench.tokens=" + tokens(name, count));
		return this.fleet.start(Variant.EMBEDDED, properties.toArray(String[]::new));
	}

	private static Path tokens(String name, int count) {
		return Path.of("target", "bench-grants-" + name + "-" + count + ".txt");
	}

}

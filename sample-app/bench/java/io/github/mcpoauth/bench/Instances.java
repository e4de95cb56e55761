package io.github.mcpoauth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What an instance's refresh costs when another instance works at the same store, and
 * what an instance costs that nobody asks for anything.
 */
final class Instances {

	private static final Duration IDLE = Duration.ofSeconds(30);

	private static final int CONNECTIONS = 8;

	private final Settings settings;

	private final Report report;

	Instances(Settings settings, Report report) {
		this.settings = settings;
		this.report = report;
	}

	void run() {
		if (this.settings.quick()) {
			this.report.note("two instances at one store: only without --quick");
			return;
		}
		for (GrantStore.Kind kind : EnumSet.of(GrantStore.Kind.POSTGRESQL, GrantStore.Kind.REDIS)) {
			try (GrantStore store = kind.start()) {
				measure(kind.toString(), store);
			}
			catch (GrantStore.UnavailableException ex) {
				this.report.note("instances at " + kind + ": skipped, it did not start: " + ex.getMessage());
			}
		}
	}

	private void measure(String name, GrantStore store) {
		Path tokens = Path.of("target", "bench-instances-" + name + ".txt");
		Path key = Path.of("target", "bench-instances-" + name + ".jwk").toAbsolutePath();
		delete(tokens, key);
		List<String> properties = store.properties(SeededGrants.WRITTEN);
		properties.add("mcp.oauth.secret=a-secret-of-the-benchmark-with-32-or-more-characters");
		properties.add("mcp.oauth.authorization-server.generated-key-file=" + key);
		List<String> seeding = new ArrayList<>(properties);
		seeding.add("bench.grants=" + SeededGrants.WRITTEN);
		seeding.add("bench.tokens=" + tokens);
		try (Server first = Server.start(Variant.EMBEDDED, seeding.toArray(String[]::new))) {
			first.await();
			try (Server second = Server.start(Variant.EMBEDDED, properties.toArray(String[]::new))) {
				second.await();
				measure(name, new Instance(first, IssuedTokens.read(tokens).otherRefreshes(first.port())),
						new Instance(second, IssuedTokens.read(tokens).refreshes(second.port())));
			}
		}
	}

	private void measure(String name, Instance first, Instance second) {
		first.send(this.settings.warmUp());
		second.send(this.settings.warmUp());
		List<Comparison.Turn> alone = new ArrayList<>();
		List<Comparison.Turn> beside = new ArrayList<>();
		for (int round = 0; round < this.settings.rounds(); round++) {
			alone.add(first.turn(this.settings.turn()));
			CompletableFuture<Void> other = CompletableFuture
				.runAsync(() -> second.send(this.settings.leadIn().multipliedBy(2).plus(this.settings.turn())));
			first.send(this.settings.leadIn());
			beside.add(first.turn(this.settings.turn()));
			other.join();
		}
		Map<String, Comparison.Figures> figures = new LinkedHashMap<>();
		figures.put("refresh, alone", Comparison.Figures.of(alone));
		figures.put("refresh, another works", Comparison.Figures.of(beside));
		this.report.figures("Two instances at " + name, figures);
		this.report.ratio("refresh-cpu-" + name + "-two-vs-one",
				figures.get("refresh, another works").cpuDividedBy(figures.get("refresh, alone")), "1");
		this.report.parts("CPU us/second of an idle instance at " + name, Map.of("idle", second.idle()));
	}

	private static void delete(Path... files) {
		try {
			for (Path file : files) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * One of the two, with logins that only it refreshes.
	 *
	 * @param server where it runs
	 * @param refreshes its requests
	 */
	private record Instance(Server server, Conversation refreshes) {

		Load.Answered send(Duration time) {
			return new Load(this.server.port(), CONNECTIONS).send(this.refreshes, 200, Long.MAX_VALUE, time.toNanos());
		}

		Comparison.Turn turn(Duration time) {
			long cpu = this.server.machine().cpu().toNanos();
			Load.Answered answered = send(time);
			return new Comparison.Turn(answered.perSecond(),
					(this.server.machine().cpu().toNanos() - cpu) / 1000.0 / answered.requests());
		}

		double idle() {
			this.server.machine().awaitQuiet();
			long cpu = this.server.machine().cpu().toNanos();
			VirtualMachine.pause(IDLE.toMillis());
			return (this.server.machine().cpu().toNanos() - cpu) / 1000.0 / IDLE.toSeconds();
		}

	}

}

package io.github.mcpoauth.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs to start, and what memory a server has that has done little.
 */
final class Start {

	private static final String DOCUMENT = "/.well-known/oauth-authorization-server";

	private static final int REQUESTS = 200;

	private static final double MEGABYTE = 1024 * 1024;

	private final Settings settings;

	private final Report report;

	Start(Settings settings, Report report) {
		this.settings = settings;
		this.report = report;
	}

	void run() {
		Map<Variant, List<Footprint>> starts = new LinkedHashMap<>();
		for (int round = 0; round < this.settings.starts(); round++) {
			for (Variant variant : List.of(Variant.EMBEDDED, Variant.SPRING_BOTH)) {
				starts.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(start(variant));
			}
		}
		Footprint ours = Footprint.median(starts.get(Variant.EMBEDDED));
		Footprint spring = Footprint.median(starts.get(Variant.SPRING_BOTH));
		this.report.note("Start, medians of %d%n%s%n%s".formatted(starts.get(Variant.EMBEDDED).size(),
				ours.row("this library"), spring.row("Spring's two servers by hand")));
		this.report.ratio("start-cpu-vs-spring", ours.cpuSeconds() / spring.cpuSeconds(), "<= 1.05");
		this.report.ratio("resident-memory-vs-spring", ours.residentBytes() / spring.residentBytes(), "<= 1.05");
	}

	private static Footprint start(Variant variant) {
		try (Server server = Server.start(List.of(), variant)) {
			server.await();
			byte[] document = Http.get(server.port(), DOCUMENT);
			new Load(server.port(), 1).send(() -> document, 200, 1, Long.MAX_VALUE);
			double cpu = server.machine().cpu().toNanos() / 1e9;
			new Load(server.port(), 4).send(() -> document, 200, REQUESTS, Long.MAX_VALUE);
			byte[] call = Http.callWithoutToken(server.port());
			new Load(server.port(), 4).send(() -> call, 401, REQUESTS, Long.MAX_VALUE);
			double live = server.machine().liveBytes();
			return new Footprint(cpu, server.machine().residentBytes(), live);
		}
	}

	/**
	 * What one start has cost.
	 *
	 * @param cpuSeconds processor time up to the first answer, on all threads
	 * @param residentBytes resident memory after a few requests and a collection
	 * @param liveBytes what that collection has left
	 */
	private record Footprint(double cpuSeconds, double residentBytes, double liveBytes) {

		static Footprint median(List<Footprint> all) {
			return new Footprint(Comparison.median(all.stream().map(Footprint::cpuSeconds).toList()),
					Comparison.median(all.stream().map(Footprint::residentBytes).toList()),
					Comparison.median(all.stream().map(Footprint::liveBytes).toList()));
		}

		String row(String name) {
			return "%-34s %6.2f s of CPU, %4.0f MB resident, %5.1f MB live".formatted(name, this.cpuSeconds,
					this.residentBytes / MEGABYTE, this.liveBytes / MEGABYTE);
		}

	}

}

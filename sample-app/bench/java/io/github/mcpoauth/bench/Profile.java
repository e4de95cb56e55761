package io.github.mcpoauth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a call with a token that was seen before spends its time with, part by part: where
 * a profiler that is part of the virtual machine finds it every few milliseconds.
 */
final class Profile {

	private static final Path RECORDING = Path.of("target/bench.jfr");

	private static final Path PICTURE = Path.of("../docs/images/protected-request.svg");

	private static final Duration LOAD = Duration.ofSeconds(20);

	private final Settings settings;

	private final Report report;

	Profile(Settings settings, Report report) {
		this.settings = settings;
		this.report = report;
	}

	void run() {
		Duration cpu;
		Instant from;
		long requests;
		try (Provider provider = new Provider();
				Server server = Server.start(List.of("-Xms512m",
						// Begun later, it would have everything compiled again
						"-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + RECORDING,
						"-XX:FlightRecorderOptions=stackdepth=200", "-XX:+UnlockDiagnosticVMOptions",
						"-XX:+DebugNonSafepoints"), Variant.MCP_OAUTH,
						"mcp.oauth.upstream.issuer-uri=" + provider.issuer())) {
			byte[] call = Http.call(server.port(), provider.rsaToken(server.url("/mcp")));
			Contender contender = new Contender("RS256", server, call);
			new Comparison(this.settings).of(List.of(contender));
			from = Instant.now();
			Duration before = server.machine().cpu();
			requests = new Load(server.port(), Comparison.CONNECTIONS)
				.send(() -> call, 200, Long.MAX_VALUE, LOAD.toNanos())
				.requests();
			cpu = server.machine().cpu().minus(before);
		}
		Map<String, Double> parts = new LinkedHashMap<>();
		double micros = cpu.toNanos() / 1000.0 / requests;
		Map<RequestPart, Integer> samples = samples(from);
		int all = samples.values().stream().mapToInt(Integer::intValue).sum();
		samples.forEach((part, count) -> parts.put(part.title(), micros * count / all));
		this.report.parts("A call with a token that was seen before, microseconds of processor time", parts);
		double protection = samples.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().isProtection())
			.mapToInt(Map.Entry::getValue)
			.sum();
		BarChart.write(PICTURE, "A protected call, %.0f µs of processor time, %.0f %% of it for the protection"
			.formatted(micros, 100 * protection / all), parts);
	}

	private static Map<RequestPart, Integer> samples(Instant from) {
		Map<RequestPart, Integer> samples = new EnumMap<>(RequestPart.class);
		try (RecordingFile recording = new RecordingFile(RECORDING)) {
			while (recording.hasMoreEvents()) {
				RecordedEvent event = recording.readEvent();
				if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStartTime().isAfter(from)
						&& event.getStackTrace() != null) {
					RequestPart part = RequestPart.of(event.getStackTrace()
						.getFrames()
						.stream()
						.map((frame) -> frame.getMethod().getType().getName() + "." + frame.getMethod().getName())
						.toList());
					if (part != null) {
						samples.merge(part, 1, Integer::sum);
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return samples;
	}

}

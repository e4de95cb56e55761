package io.github.mcpoauth.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Lets contenders take turns, so that what else the machine does troubles all of them,
 * and takes the median of each.
 */
final class Comparison {

	static final int CONNECTIONS = 16;

	/** So few that the compiler has a processor, which takes most of a warm-up. */
	private static final int WARM_UP_CONNECTIONS = 2;

	private static final long UNLIMITED = Long.MAX_VALUE;

	private final Settings settings;

	Comparison(Settings settings) {
		this.settings = settings;
	}

	Map<String, Figures> of(List<Contender> contenders) {
		List<VirtualMachine> machines = contenders.stream()
			.map((contender) -> contender.server().machine())
			.distinct()
			.toList();
		contenders.forEach((contender) -> contender.server().await());
		machines.forEach(VirtualMachine::standStill);
		contenders.forEach(this::warmUp);
		machines.forEach(VirtualMachine::pin);
		Map<String, List<Turn>> turns = new LinkedHashMap<>();
		for (int round = 0; round < this.settings.rounds(); round++) {
			for (Contender contender : contenders) {
				turns.computeIfAbsent(contender.name(), (name) -> new ArrayList<>()).add(turn(contender));
			}
		}
		Map<String, Figures> figures = new LinkedHashMap<>();
		turns.forEach((name, all) -> figures.put(name, Figures.of(all)));
		return figures;
	}

	private void warmUp(Contender contender) {
		if (contender.nuisance() != null) {
			// Both were warmed up alone
			return;
		}
		Server server = contender.server();
		Duration time = server.isWarm() ? this.settings.warmUpAgain() : this.settings.warmUp();
		server.machine().goOn();
		server.machine().unpin();
		new Load(server.port(), WARM_UP_CONNECTIONS).send(contender.requests(), contender.status(), UNLIMITED,
				time.toNanos());
		server.machine().awaitQuiet();
		server.machine().standStill();
		server.warmedUp();
	}

	private Turn turn(Contender contender) {
		VirtualMachine machine = contender.server().machine();
		machine.goOn();
		send(contender, this.settings.leadIn());
		long cpu = machine.cpu().toNanos();
		CompletableFuture<Long> others = (contender.nuisance() == null) ? CompletableFuture.completedFuture(0L)
				: CompletableFuture.supplyAsync(() -> send(contender.nuisance(), this.settings.turn()).requests());
		Load.Answered answered = send(contender, this.settings.turn());
		long requests = answered.requests() + others.join();
		double micros = (machine.cpu().toNanos() - cpu) / 1000.0 / requests;
		machine.standStill();
		return new Turn(answered.perSecond(), micros);
	}

	private static Load.Answered send(Contender contender, Duration time) {
		return new Load(contender.server().port(), CONNECTIONS).send(contender.requests(), contender.status(),
				UNLIMITED, time.toNanos());
	}

	static double median(List<Double> values) {
		return values.stream()
			.sorted()
			.skip((values.size() - 1) / 2)
			.limit(2 - values.size() % 2)
			.mapToDouble(Double::doubleValue)
			.average()
			.orElse(0);
	}

	/**
	 * One turn.
	 *
	 * @param perSecond requests per second
	 * @param cpuMicros microseconds of the server's processor time for each
	 */
	record Turn(double perSecond, double cpuMicros) {
	}

	/**
	 * What came of all turns, in the order of the rounds.
	 *
	 * @param rates requests per second
	 * @param cpus microseconds of processor time for each request
	 */
	record Figures(List<Double> rates, List<Double> cpus) {

		static Figures of(List<Turn> turns) {
			return new Figures(turns.stream().map(Turn::perSecond).toList(),
					turns.stream().map(Turn::cpuMicros).toList());
		}

		double perSecond() {
			return median(this.rates);
		}

		double cpuMicros() {
			return median(this.cpus);
		}

		/** How far the middle half of the turns lies apart, as a part of the median. */
		double spread() {
			List<Double> sorted = this.rates.stream().sorted().toList();
			return (sorted.get(sorted.size() * 3 / 4) - sorted.get(sorted.size() / 4)) / perSecond();
		}

		double dividedBy(Figures other) {
			return ratio(this.rates, other.rates);
		}

		/** As {@link #dividedBy(Figures)}, but of the processor time of a request. */
		double cpuDividedBy(Figures other) {
			return ratio(this.cpus, other.cpus);
		}

		/** The median of what each round says: what troubles one round troubles both. */
		private static double ratio(List<Double> own, List<Double> others) {
			return median(
					IntStream.range(0, own.size()).mapToObj((round) -> own.get(round) / others.get(round)).toList());
		}

	}

}

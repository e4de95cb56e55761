package io.github.mcpoauth.bench;

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

	private static final int BURST = 4_000;

	private static final long UNLIMITED = Long.MAX_VALUE;

	private final Settings settings;

	Comparison(Settings settings) {
		this.settings = settings;
	}

	Map<String, Figures> of(List<Contender> contenders) {
		Map<String, List<Turn>> turns = new LinkedHashMap<>();
		for (Contender contender : contenders) {
			turns.put(contender.name(), new ArrayList<>());
			contender.server().await();
			warmUp(contender);
		}
		contenders.forEach((contender) -> contender.server().pin());
		for (int round = 0; round < this.settings.rounds(); round++) {
			for (Contender contender : contenders) {
				turns.get(contender.name()).add(turn(contender));
			}
		}
		Map<String, Figures> figures = new LinkedHashMap<>();
		turns.forEach((name, all) -> figures.put(name, Figures.of(all)));
		return figures;
	}

	/** In bursts: what has to be compiled is compiled while nothing else runs. */
	private void warmUp(Contender contender) {
		if (contender.nuisance() != null) {
			// Both were warmed up alone
			return;
		}
		for (int burst = 0; burst < this.settings.warmUpBursts(); burst++) {
			load(contender).send(contender.requests(), contender.status(), BURST, UNLIMITED);
			contender.server().awaitQuiet();
		}
	}

	private Turn turn(Contender contender) {
		long cpu = contender.server().cpu().toNanos();
		CompletableFuture<Long> others = (contender.nuisance() == null) ? CompletableFuture.completedFuture(0L)
				: CompletableFuture.supplyAsync(() -> sendForOneTurn(contender.nuisance()).requests());
		Load.Answered answered = sendForOneTurn(contender);
		long requests = answered.requests() + others.join();
		double micros = (contender.server().cpu().toNanos() - cpu) / 1000.0 / requests;
		return new Turn(answered.perSecond(), micros);
	}

	private Load.Answered sendForOneTurn(Contender contender) {
		return load(contender).send(contender.requests(), contender.status(), UNLIMITED,
				this.settings.turn().toNanos());
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

	private static Load load(Contender contender) {
		return new Load(contender.server().port(), CONNECTIONS);
	}

	/**
	 * One turn.
	 *
	 * @param perSecond requests per second
	 * @param cpuMicros microseconds of the server's processor time for each
	 */
	private record Turn(double perSecond, double cpuMicros) {
	}

	/**
	 * The medians of all turns.
	 *
	 * @param rates requests per second in each round
	 * @param perSecond requests per second
	 * @param cpuMicros microseconds of the server's processor time for each
	 * @param spread how far the middle half of the turns lies apart, as a part of the
	 * median
	 */
	record Figures(List<Double> rates, double perSecond, double cpuMicros, double spread) {

		private static Figures of(List<Turn> turns) {
			List<Double> rates = turns.stream().map(Turn::perSecond).sorted().toList();
			double middle = rates.get(rates.size() * 3 / 4) - rates.get(rates.size() / 4);
			return new Figures(turns.stream().map(Turn::perSecond).toList(), median(rates),
					median(turns.stream().map(Turn::cpuMicros).toList()), middle / median(rates));
		}

		/**
		 * The median of what each round says: what troubles one round troubles both.
		 */
		double dividedBy(Figures other) {
			return median(IntStream.range(0, this.rates.size())
				.mapToObj((round) -> this.rates.get(round) / other.rates.get(round))
				.toList());
		}

	}

}

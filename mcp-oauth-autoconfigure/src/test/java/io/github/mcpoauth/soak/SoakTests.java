package io.github.mcpoauth.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.ServerProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Mixed load for a minute, or for {@code -Dsoak.minutes}: every answer is right, and
 * nothing grows.
 */
class SoakTests {

	private static final Duration QUIET = Duration.ofSeconds(6);

	private final SoakPlan plan = SoakPlan.configured();

	private final Map<String, Series> figures = new LinkedHashMap<>();

	private final Outages outages = new Outages();

	@TempDir
	private Path logs;

	@Test
	void loadWhenProviderComesAndGoesThenAnswersAreRightAndNothingGrows() throws Exception {
		assumeTrue(ProcessFigures.areThere(), "Threads and open files are counted in /proc");
		AccessLog accessLog = new AccessLog(this.logs);
		try (Fleet fleet = new Fleet(this.logs)) {
			StoreRows rows = new StoreRows(Postgres.dataSource(Fleet.DATABASE));
			fleet.warmUp();
			Load load = load(fleet);
			for (int window = 0; window < this.plan.windows(); window++) {
				load.run(this.plan.window());
				List<String> failures = new ArrayList<>(load.failures());
				failures.addAll(accessLog.failures(this.outages));
				assertThat(failures).isEmpty();
				measure(fleet, rows);
				System.out.printf("soak %d/%d: %d requests, %d outages, %s%n%s%n", window + 1, this.plan.windows(),
						accessLog.requests(), this.outages.count(), load.runs(), this.figures.values());
			}
			assertThat(load.runs()).allSatisfy((name, runs) -> assertThat(runs).as(name).isPositive());
			assertThatNothingGrows(fleet);
			if (this.plan.outlastsMaintenance()) {
				assertThat(rows.expiredFor(Duration.ofMinutes(11))).isZero();
			}
			assertThat(rows.afterTheLastExpiry()).isEmpty();
		}
	}

	private Load load(Fleet fleet) {
		Logins issued = new Logins();
		Logins relayed = new Logins();
		Load load = new Load();
		load.add("logins", Duration.ofMillis(150), new IssuedLoginScenario(fleet, this.outages, issued));
		load.add("refreshes", Duration.ofMillis(100), new IssuedRefreshScenario(fleet, issued));
		load.add("registrations", Duration.ofMillis(300), new RegistrationScenario(fleet));
		load.add("facade logins", Duration.ofMillis(150), new FacadeLoginScenario(fleet, this.outages, relayed));
		load.add("facade refreshes", Duration.ofMillis(100), new FacadeRefreshScenario(fleet, this.outages, relayed));
		String issuer = fleet.provider().issuer();
		load.add("bad input", Duration.ofMillis(100), new BadInputScenario(fleet.issuing(), issuer, this.outages));
		load.add("bad input to the facade", Duration.ofMillis(100),
				new BadInputScenario(fleet.facades(), issuer, this.outages));
		load.add("outages", this.plan.window().dividedBy(4),
				new OutageScenario(fleet, this.outages, this.plan.window().dividedBy(5)));
		return load;
	}

	private void measure(Fleet fleet, StoreRows rows) {
		Awaitility.await().pollDelay(QUIET).until(() -> true);
		List<ServerProcess> all = fleet.all();
		for (int i = 0; i < all.size(); i++) {
			ProcessFigures now = ProcessFigures.of(all.get(i));
			add("heap of " + i + " in KB", now.heapKilobytes());
			add("threads of " + i, now.threads());
			add("open files of " + i, now.files());
		}
		add("rows", rows.live());
	}

	private void add(String name, long value) {
		this.figures.computeIfAbsent(name, Series::new).add(value);
	}

	private void assertThatNothingGrows(Fleet fleet) {
		List<String> grown = new ArrayList<>();
		this.figures.forEach((name, series) -> {
			try {
				if (name.startsWith("heap")) {
					series.assertFlat(this.plan.warmUp(), 10, 2_000);
				}
				else if (!name.equals("rows")) {
					series.assertFlat(this.plan.warmUp(), 0, 10);
				}
				else if (this.plan.outlastsRows()) {
					series.assertFlat(this.plan.warmUp(), 50, 50);
				}
			}
			catch (AssertionError ex) {
				grown.add(ex.getMessage());
			}
		});
		assertThat(grown).as(() -> fleet.all().stream().map(ProcessFigures::largest).toList().toString()).isEmpty();
	}

}

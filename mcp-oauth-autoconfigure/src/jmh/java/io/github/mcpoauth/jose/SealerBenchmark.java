package io.github.mcpoauth.jose;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What it takes to seal a state of usual length, to open it, and to refuse a forged one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SealerBenchmark {

	private final Sealer sealer = new Sealer(KeyRing.random(), Clock.systemUTC());

	private final byte[] value = new byte[300];

	private final Instant expiry = Instant.now().plusSeconds(36_000);

	private final String sealed = this.sealer.seal(SealPurpose.STATE, this.value, this.expiry);

	@Benchmark
	public String seal() {
		return this.sealer.seal(SealPurpose.STATE, this.value, this.expiry);
	}

	@Benchmark
	public Optional<byte[]> open() {
		return this.sealer.open(SealPurpose.STATE, this.sealed);
	}

	@Benchmark
	public Optional<byte[]> refuse() {
		return this.sealer.open(SealPurpose.CODE, this.sealed);
	}

}

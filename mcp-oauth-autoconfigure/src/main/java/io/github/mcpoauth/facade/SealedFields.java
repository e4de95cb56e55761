package io.github.mcpoauth.facade;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.jose.SealPurpose;
import io.github.mcpoauth.jose.Sealer;

/**
 * Lists of texts as sealed values. They hold secrets, so they are not compressed: beside
 * text that an attacker chooses, the length would tell what it repeats. Thread-safe.
 */
final class SealedFields {

	private static final String SEPARATOR = "\0";

	private final Sealer sealer;

	private final Clock clock;

	SealedFields(Sealer sealer, Clock clock) {
		this.sealer = sealer;
		this.clock = clock;
	}

	/**
	 * Seals fields.
	 * @param purpose what they are for
	 * @param lifetime how long they open, or {@code null} for ever
	 * @param fields the fields, none of which has a NUL in it
	 */
	String seal(SealPurpose purpose, @Nullable Duration lifetime, List<String> fields) {
		if (fields.stream().anyMatch((field) -> field.contains(SEPARATOR))) {
			throw new IllegalArgumentException("a field has a NUL in it");
		}
		byte[] value = String.join(SEPARATOR, fields).getBytes(StandardCharsets.UTF_8);
		return this.sealer.seal(purpose, value, (lifetime != null) ? this.clock.instant().plus(lifetime) : null);
	}

	/**
	 * Opens fields.
	 * @param purpose what they should be for
	 * @param sealed what was sealed, or anything else that somebody sent in its place
	 * @param count how many fields it has
	 */
	Optional<List<String>> open(SealPurpose purpose, @Nullable String sealed, int count) {
		if (sealed == null) {
			return Optional.empty();
		}
		return this.sealer.open(purpose, sealed)
			.map((value) -> List.of(new String(value, StandardCharsets.UTF_8).split(SEPARATOR, -1)))
			// An earlier or later version of this library may have had other fields
			.filter((fields) -> fields.size() == count);
	}

}

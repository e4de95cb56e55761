package io.github.mcpoauth.observability.doctor;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a check found, from good to bad.
 */
public enum Verdict {

	/** As it should be. */
	OK,

	/** Some clients, or some days, will have trouble. */
	WARNING,

	/** Clients can't connect, or people who use the server are at risk. */
	FAILURE;

	/**
	 * The worse of two.
	 */
	Verdict and(Verdict other) {
		return (compareTo(other) >= 0) ? this : other;
	}

	/**
	 * The verdict for machines, in lower case.
	 */
	@Override
	@JsonValue
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}

package io.github.mcpoauth.registration;

/**
 * How often documents of clients may be fetched. Immutable.
 *
 * @param perHost how often from one host in a minute
 * @param inTotal how often in a minute from all hosts together
 */
public record FetchRates(long perHost, long inTotal) {

	public FetchRates {
		if (perHost < 1 || inTotal < perHost) {
			throw new IllegalArgumentException(perHost + " from one host, " + inTotal + " in total");
		}
	}

}

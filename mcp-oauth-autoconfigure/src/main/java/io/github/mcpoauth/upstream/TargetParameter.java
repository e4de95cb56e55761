package io.github.mcpoauth.upstream;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What the provider is told about the resource that a token is for, in one parameter of a
 * request. Immutable.
 *
 * @param forwarded whether the parameter names the resource
 * @param value what it says instead, or {@code null} if it says nothing else
 */
public record TargetParameter(boolean forwarded, @Nullable String value) {

	/** The parameter names the resource. */
	public static final TargetParameter FORWARD = new TargetParameter(true, null);

	/** The parameter is not sent. */
	public static final TargetParameter DROP = new TargetParameter(false, null);

	/**
	 * Reads a configured value.
	 * @param text {@code forward}, {@code drop}, or the value to send
	 * @return the parameter
	 */
	public static TargetParameter of(String text) {
		return switch (text.strip().toLowerCase(Locale.ROOT)) {
			case "forward" -> FORWARD;
			case "drop" -> DROP;
			default -> new TargetParameter(false, text.strip());
		};
	}

	/**
	 * The value to send.
	 * @param resource the identifier of the resource
	 * @return the value, or {@code null} if the parameter is not sent
	 */
	@Nullable String valueFor(String resource) {
		return this.forwarded ? resource : this.value;
	}

}

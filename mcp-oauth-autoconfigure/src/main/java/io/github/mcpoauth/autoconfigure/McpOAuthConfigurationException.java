package io.github.mcpoauth.autoconfigure;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * A configuration that the application can't start with.
 */
final class McpOAuthConfigurationException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String fix;

	/**
	 * Names what is wrong.
	 * @param property the property
	 * @param value its value, {@code null} if it is not set; never a secret
	 * @param reason why the value won't do; from an exception it may be {@code null}
	 * @param fix what to do
	 */
	McpOAuthConfigurationException(String property, @Nullable Object value, @Nullable String reason, String fix) {
		super((value != null) ? "The property " + property + " has the value '" + value + "': " + reason
				: "The property " + property + " is not set: " + reason);
		this.fix = fix;
	}

	String fix() {
		return this.fix;
	}

}

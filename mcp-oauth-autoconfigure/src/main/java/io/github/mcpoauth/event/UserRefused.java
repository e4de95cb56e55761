package io.github.mcpoauth.event;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A user who may not, or no longer, use this server was turned away by the
 * {@code AllowedUsers}.
 *
 * @param user who
 * @param client the client that waited, or {@code null} if none did
 * @param step what was refused
 */
public record UserRefused(String user, @Nullable Client client, Step step) implements OAuthEvent {

	/**
	 * What was refused.
	 */
	public enum Step {

		/** The consent or account page, after the login. */
		LOGIN,
		/** Tokens; the grant that they were for has ended. */
		TOKENS

	}

	@Override
	public Map<String, Object> details() {
		return Details.of(this.client).with("step", this.step.name().toLowerCase(Locale.ROOT)).toMap();
	}

}

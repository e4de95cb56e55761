package io.github.mcpoauth.authorizationserver.client;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

import io.github.mcpoauth.registration.ClientSecret;

/**
 * Compares the secrets of clients that registered here, which the platform takes for
 * passwords, with their hashes. Those of the application's own clients are the
 * application's to encode.
 */
final class ClientSecretEncoder implements PasswordEncoder {

	private static final String PREFIX = "{mcp-oauth}";

	private final PasswordEncoder others;

	ClientSecretEncoder(PasswordEncoder others) {
		this.others = others;
	}

	/** As the platform does: the application's bean, or one that goes by prefixes. */
	static ClientSecretEncoder of(HttpSecurity http) {
		PasswordEncoder bean = http.getSharedObject(ApplicationContext.class)
			.getBeanProvider(PasswordEncoder.class)
			.getIfUnique();
		return new ClientSecretEncoder(
				(bean != null) ? bean : PasswordEncoderFactories.createDelegatingPasswordEncoder());
	}

	/** The secret of a client as the platform carries it. */
	static String carry(ClientSecret secret) {
		return PREFIX + String.join(",", secret.hashes());
	}

	@Override
	public String encode(@Nullable CharSequence rawPassword) {
		return String.valueOf(this.others.encode(rawPassword));
	}

	@Override
	public boolean matches(@Nullable CharSequence rawPassword, @Nullable String encodedPassword) {
		if (rawPassword == null || encodedPassword == null || !encodedPassword.startsWith(PREFIX)) {
			return this.others.matches(rawPassword, encodedPassword);
		}
		List<String> hashes = Arrays.asList(encodedPassword.substring(PREFIX.length()).split(","));
		return new ClientSecret("", hashes).matches(rawPassword.toString());
	}

	/** Nothing to write back, and nowhere. */
	@Override
	public boolean upgradeEncoding(@Nullable String encodedPassword) {
		return encodedPassword != null && !encodedPassword.startsWith(PREFIX)
				&& this.others.upgradeEncoding(encodedPassword);
	}

}

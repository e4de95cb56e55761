package io.github.mcpoauth.resource;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.jose.TokenDefect;
import io.github.mcpoauth.upstream.RefusedOpaqueTokenException;

/**
 * What an issuer says about a token, read with care: members may be missing, and of any
 * type. What decides and can't be understood refuses the token. Immutable.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7662#section-2.2">RFC 7662
 * section 2.2</a>
 */
final class IntrospectedClaims {

	private final Map<String, @Nullable Object> members;

	IntrospectedClaims(Map<String, @Nullable Object> members) {
		this.members = members;
	}

	/**
	 * Whose token it is. The token of a client that acts for itself may have no subject
	 * but the client.
	 */
	String subject() {
		return Stream.of(OAuth2TokenIntrospectionClaimNames.SUB, OAuth2TokenIntrospectionClaimNames.CLIENT_ID)
			.map(this::text)
			.filter((name) -> name != null && !name.isBlank())
			.findFirst()
			.orElseThrow(() -> new RefusedOpaqueTokenException(TokenDefect.MALFORMED,
					"The issuer of the token does not say whose it is"));
	}

	@Nullable String issuer() {
		return text(OAuth2TokenIntrospectionClaimNames.ISS);
	}

	Collection<String> audience() {
		return strings(OAuth2TokenIntrospectionClaimNames.AUD);
	}

	@Nullable Instant expiry() {
		return instant(OAuth2TokenIntrospectionClaimNames.EXP);
	}

	Set<String> scopes() {
		Set<String> scopes = new LinkedHashSet<>();
		for (String name : List.of(OAuth2TokenIntrospectionClaimNames.SCOPE, "scp")) {
			strings(name).stream()
				.flatMap((value) -> Arrays.stream(value.split(" ")))
				.filter(Scopes::isToken)
				.forEach(scopes::add);
		}
		return scopes;
	}

	/**
	 * The members as the platform's authentication wants them: points in time as such,
	 * and none that contradict each other.
	 */
	Map<String, Object> attributes() {
		Map<String, Object> attributes = new LinkedHashMap<>();
		this.members.forEach((name, value) -> {
			if (value != null) {
				attributes.put(name, value);
			}
		});
		Instant expiry = expiry();
		Instant issuedAt = instant(OAuth2TokenIntrospectionClaimNames.IAT);
		boolean consistent = issuedAt == null || expiry == null || issuedAt.isBefore(expiry);
		replace(attributes, OAuth2TokenIntrospectionClaimNames.EXP, expiry);
		replace(attributes, OAuth2TokenIntrospectionClaimNames.IAT, consistent ? issuedAt : null);
		replace(attributes, OAuth2TokenIntrospectionClaimNames.NBF, instant(OAuth2TokenIntrospectionClaimNames.NBF));
		replace(attributes, OAuth2TokenIntrospectionClaimNames.AUD, List.copyOf(audience()));
		replace(attributes, OAuth2TokenIntrospectionClaimNames.SCOPE, List.copyOf(scopes()));
		return attributes;
	}

	private static void replace(Map<String, Object> attributes, String name, @Nullable Object value) {
		attributes.remove(name);
		if (value != null && !List.of().equals(value)) {
			attributes.put(name, value);
		}
	}

	private @Nullable String text(String name) {
		Object value = this.members.get(name);
		if (value == null || value instanceof String) {
			return (String) value;
		}
		throw new RefusedOpaqueTokenException(TokenDefect.MALFORMED, "The " + name + " of the token is not valid");
	}

	private List<String> strings(String name) {
		Object value = this.members.get(name);
		if (value instanceof String text) {
			return List.of(text);
		}
		return (value instanceof List<?> list)
				? list.stream().filter(String.class::isInstance).map(String.class::cast).toList() : List.of();
	}

	/**
	 * Google writes the number as a string.
	 */
	private @Nullable Instant instant(String name) {
		Object value = this.members.get(name);
		if (value == null) {
			return null;
		}
		try {
			if (value instanceof Number number) {
				return Instant.ofEpochSecond(number.longValue());
			}
			if (value instanceof String text) {
				return Instant.ofEpochSecond(Long.parseLong(text));
			}
		}
		catch (NumberFormatException | DateTimeException ex) {
			// No point in time
		}
		throw new RefusedOpaqueTokenException(TokenDefect.MALFORMED, "The " + name + " of the token is not valid");
	}

}

package io.github.mcpoauth.observability;

import java.util.Locale;
import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the secrets among the properties {@code mcp.oauth.*} in the Actuator endpoints
 * {@code configprops} and {@code env}, also where these show values. What Spring Boot
 * calls likely sensitive goes by the end of the name, which for lists is an index.
 */
public final class SecretPropertyMask implements SanitizingFunction {

	/** Of a key without punctuation, and so in every spelling that Spring Boot binds. */
	private static final Pattern SECRET = Pattern
		.compile("mcpoauth.*(secret|password|introspectiontoken|initialaccesstoken|adminkey|pem|jwkset)\\d*");

	@Override
	public SanitizableData apply(SanitizableData data) {
		String key = data.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
		return (data.getValue() != null && SECRET.matcher(key).matches()) ? data.withSanitizedValue() : data;
	}

}

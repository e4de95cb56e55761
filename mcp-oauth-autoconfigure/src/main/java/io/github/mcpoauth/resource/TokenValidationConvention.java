package io.github.mcpoauth.resource;

import java.util.Locale;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;

import io.github.mcpoauth.resource.TokenValidationDocumentation.LowCardinalityKeyNames;

/**
 * Names and tags of the observation of token verifications. A bean of this type takes the
 * place of the default, which is what the methods here do: override one and add to what
 * it returns. Every value of a tag has to come out of a bounded set, and nothing of a
 * token does.
 */
public interface TokenValidationConvention extends GlobalObservationConvention<TokenValidationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof TokenValidationContext;
	}

	@Override
	default String getName() {
		return "mcp.oauth.token.validations";
	}

	@Override
	default String getContextualName(TokenValidationContext context) {
		return "mcp oauth token validation";
	}

	@Override
	default KeyValues getLowCardinalityKeyValues(TokenValidationContext context) {
		String reason = (context.getDefect() != null) ? ChallengeReason.of(context.getDefect()).value()
				: KeyValue.NONE_VALUE;
		return KeyValues.of(LowCardinalityKeyNames.KIND.withValue(context.getKind().name().toLowerCase(Locale.ROOT)),
				LowCardinalityKeyNames.REASON.withValue(reason),
				LowCardinalityKeyNames.RESULT.withValue(result(context)));
	}

	private static String result(TokenValidationContext context) {
		if (context.isValid()) {
			return "valid";
		}
		return (context.getDefect() != null) ? "invalid"
				: (context.getError() != null) ? "unavailable" : KeyValue.NONE_VALUE;
	}

}

package io.github.mcpoauth.web;

import java.util.Set;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.web.OAuthRequestDocumentation.HighCardinalityKeyNames;
import io.github.mcpoauth.web.OAuthRequestDocumentation.LowCardinalityKeyNames;

/**
 * Names and tags of the observation of requests to the endpoints of the protocol. A bean
 * of this type takes the place of the default, which is what the methods here do:
 * override one and add to what it returns. Every value of a tag has to come out of a
 * bounded set: a tag for each client, and whoever registers clients fills the memory of
 * this application and of whatever collects its metrics.
 */
public interface OAuthRequestConvention extends GlobalObservationConvention<OAuthRequestContext> {

	/**
	 * RFC 6749 sections 4.1.2.1 and 5.2, RFC 6750 section 3.1, RFC 7009 section 2.2.1,
	 * RFC 7591 section 3.2.2, RFC 8707 section 2.
	 */
	Set<String> ERROR_CODES = Set.of("access_denied", "insufficient_scope", "invalid_client", "invalid_client_metadata",
			"invalid_grant", "invalid_redirect_uri", "invalid_request", "invalid_scope", "invalid_target",
			"invalid_token", "server_error", "temporarily_unavailable", "unapproved_software_statement",
			"unauthorized_client", "unsupported_grant_type", "unsupported_response_type", "unsupported_token_type");

	/** Those of the grants that there are, by how clients ask for them. */
	Set<String> GRANT_TYPES = Set.of("authorization_code", "client_credentials", "refresh_token",
			"urn:ietf:params:oauth:grant-type:jwt-bearer");

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof OAuthRequestContext;
	}

	@Override
	default String getName() {
		return "mcp.oauth.requests";
	}

	@Override
	default String getContextualName(OAuthRequestContext context) {
		return "mcp oauth " + context.getEndpoint().value();
	}

	@Override
	default KeyValues getLowCardinalityKeyValues(OAuthRequestContext context) {
		return KeyValues.of(LowCardinalityKeyNames.ENDPOINT.withValue(context.getEndpoint().value()),
				LowCardinalityKeyNames.ERROR_CODE.withValue(oneOf(ERROR_CODES, context.getErrorCode())),
				LowCardinalityKeyNames.GRANT_TYPE.withValue(oneOf(GRANT_TYPES, context.getGrantType())),
				LowCardinalityKeyNames.OUTCOME.withValue(outcome(context)));
	}

	@Override
	default KeyValues getHighCardinalityKeyValues(OAuthRequestContext context) {
		return KeyValues.of(HighCardinalityKeyNames.STATUS.withValue(String.valueOf(context.getStatus())));
	}

	private static String oneOf(Set<String> known, @Nullable String value) {
		return (value == null) ? KeyValue.NONE_VALUE : known.contains(value) ? value : "other";
	}

	private static String outcome(OAuthRequestContext context) {
		String error = context.getErrorCode();
		if (context.getStatus() == 0) {
			return KeyValue.NONE_VALUE;
		}
		if (context.getStatus() == 429) {
			return "limited";
		}
		if (context.getStatus() >= 500 || "server_error".equals(error) || "temporarily_unavailable".equals(error)) {
			return "failed";
		}
		if (context.getStatus() >= 400 || error != null) {
			return "refused";
		}
		if (context.isGranted()) {
			return "granted";
		}
		return (context.getStatus() >= 300) ? "continued" : "success";
	}

}

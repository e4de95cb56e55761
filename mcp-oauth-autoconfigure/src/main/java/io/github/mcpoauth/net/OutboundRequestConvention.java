package io.github.mcpoauth.net;

import java.util.Locale;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;

import io.github.mcpoauth.net.OutboundRequestDocumentation.HighCardinalityKeyNames;
import io.github.mcpoauth.net.OutboundRequestDocumentation.LowCardinalityKeyNames;

/**
 * Names and tags of the observation of requests to other servers. A bean of this type
 * takes the place of the default, which is what the methods here do: override one and add
 * to what it returns. Every value of a tag has to come out of a bounded set, and nothing
 * that a stranger chose does.
 */
public interface OutboundRequestConvention extends GlobalObservationConvention<OutboundRequestContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof OutboundRequestContext;
	}

	@Override
	default String getName() {
		return "mcp.oauth.outbound.requests";
	}

	@Override
	default String getContextualName(OutboundRequestContext context) {
		return "mcp oauth " + context.getOperation().value().replace('_', ' ');
	}

	@Override
	default KeyValues getLowCardinalityKeyValues(OutboundRequestContext context) {
		String host = context.getHost();
		return KeyValues.of(LowCardinalityKeyNames.OPERATION.withValue(context.getOperation().value()),
				LowCardinalityKeyNames.OUTCOME.withValue(outcome(context)), LowCardinalityKeyNames.SERVER_ADDRESS
					.withValue((host != null) ? host.toLowerCase(Locale.ROOT) : KeyValue.NONE_VALUE));
	}

	@Override
	default KeyValues getHighCardinalityKeyValues(OutboundRequestContext context) {
		Integer status = context.getStatus();
		return KeyValues.of(HighCardinalityKeyNames.STATUS
			.withValue((status != null) ? String.valueOf(status) : KeyValue.NONE_VALUE));
	}

	private static String outcome(OutboundRequestContext context) {
		Integer status = context.getStatus();
		if (status == null) {
			return (context.getError() != null) ? "unreachable" : KeyValue.NONE_VALUE;
		}
		return switch (status / 100) {
			case 2 -> "success";
			case 4 -> "refused";
			default -> "failed";
		};
	}

}

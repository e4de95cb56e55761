package io.github.mcpoauth.autoconfigure;

import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where limits are counted in Redis. That there is a connection says nothing: the
 * application may have it for something else, or not have it at all and never know.
 */
class OnRedisRateLimitsCondition extends SpringBootCondition {

	private static final String STORE = "mcp.oauth.rate-limits.store";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		ConditionMessage.Builder message = ConditionMessage.forCondition("limits in Redis");
		return switch (Binder.get(environment)
			.bind(STORE, RateLimitProperties.Store.class)
			.orElse(RateLimitProperties.Store.AUTO)) {
			case REDIS -> ConditionOutcome.match(message.because(STORE + " is redis"));
			case MEMORY -> ConditionOutcome.noMatch(message.because(STORE + " is memory"));
			case AUTO -> new ConditionOutcome(
					Stream.of("mcp.oauth.registration.store", "mcp.oauth.authorization-server.store")
						.anyMatch((name) -> "redis".equalsIgnoreCase(environment.getProperty(name))),
					message.because(STORE + " is auto, which follows the other stores"));
		};
	}

}

package io.github.mcpoauth.autoconfigure;

import java.util.Locale;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.FacadeEndpoints;

/**
 * Decides {@link ConditionalOnFacade}.
 */
class OnFacadeCondition extends SpringBootCondition {

	private static final String ENDPOINTS = "mcp.oauth.facade.endpoints";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		FacadeEndpoints required = metadata.getAnnotations()
			.get(ConditionalOnFacade.class)
			.getEnum(MergedAnnotation.VALUE, FacadeEndpoints.class);
		FacadeEndpoints configured = Binder.get(context.getEnvironment())
			.bind(ENDPOINTS, FacadeEndpoints.class)
			.orElse(FacadeEndpoints.RELAY);
		ConditionMessage message = ConditionMessage.forCondition(ConditionalOnFacade.class)
			.because(ENDPOINTS + " is " + configured.name().toLowerCase(Locale.ROOT));
		return new ConditionOutcome(configured == required, message);
	}

}

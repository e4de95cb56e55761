package io.github.mcpoauth.autoconfigure;

import java.util.Arrays;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;

/**
 * Decides {@link ConditionalOnMode}.
 */
class OnModeCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		MergedAnnotation<ConditionalOnMode> annotation = metadata.getAnnotations().get(ConditionalOnMode.class);
		Mode[] required = annotation.getEnumArray(MergedAnnotation.VALUE, Mode.class);
		ModeDecision decision = ModeDecision.of(context.getEnvironment());
		ConditionMessage message = ConditionMessage.forCondition(ConditionalOnMode.class)
			.because("the mode is " + decision.name() + ": " + decision.reason());
		return new ConditionOutcome(Arrays.asList(required).contains(decision.mode()), message);
	}

}

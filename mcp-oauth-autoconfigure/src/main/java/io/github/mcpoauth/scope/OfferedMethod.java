package io.github.mcpoauth.scope;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.StringUtils;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.scope.McpOperation.Target;

/**
 * Under which names Spring AI offers a method to MCP clients.
 */
final class OfferedMethod {

	private OfferedMethod() {
	}

	/**
	 * Rules for calls of a method by way of MCP; empty if it is not offered.
	 */
	static List<OperationRule> rules(Method method, Scopes scopes) {
		return Stream
			.of(rule(method, McpTool.class, McpTool::name, Target.TOOL, scopes),
					rule(method, Tool.class, Tool::name, Target.TOOL, scopes),
					rule(method, McpPrompt.class, McpPrompt::name, Target.PROMPT, scopes),
					rule(method, McpResource.class, McpResource::uri,
							(uri, own) -> OperationRule.ofTemplate(uri, scopes)))
			.flatMap(List::stream)
			.toList();
	}

	private static <A extends Annotation> List<OperationRule> rule(Method method, Class<A> type,
			Function<A, String> name, Target target, Scopes scopes) {
		return rule(method, type, name,
				(given, own) -> OperationRule.ofExactName(target, StringUtils.hasText(given) ? given : own, scopes));
	}

	private static <A extends Annotation> List<OperationRule> rule(Method method, Class<A> type,
			Function<A, String> name, BiFunction<String, String, OperationRule> rule) {
		A annotation = AnnotatedElementUtils.findMergedAnnotation(method, type);
		return (annotation != null) ? List.of(rule.apply(name.apply(annotation), method.getName())) : List.of();
	}

}

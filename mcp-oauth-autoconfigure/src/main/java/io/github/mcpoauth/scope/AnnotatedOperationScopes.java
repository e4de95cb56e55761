package io.github.mcpoauth.scope;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.security.core.Authentication;
import org.springframework.util.ClassUtils;

import io.github.mcpoauth.core.Scopes;

/**
 * Finds {@link RequiresScopes} on the methods that beans offer as tools, prompts and
 * resources. They are known when all beans are there; before, nothing is needed, but
 * nobody can call either.
 */
public final class AnnotatedOperationScopes implements OperationScopes, SmartInitializingSingleton {

	private final ConfigurableListableBeanFactory beans;

	private volatile RuledOperationScopes scopes = new RuledOperationScopes(List.of());

	/**
	 * Prepares the search.
	 * @param beans where to look
	 */
	public AnnotatedOperationScopes(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<OperationRule> rules = new ArrayList<>();
		for (String name : this.beans.getBeanDefinitionNames()) {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beans, name);
			if (type != null && !type.getName().startsWith("org.springframework.")) {
				find(ClassUtils.getUserClass(type), rules);
			}
		}
		this.scopes = new RuledOperationScopes(rules);
	}

	private static void find(Class<?> type, List<OperationRule> rules) {
		MethodIntrospector.selectMethods(type, (Method method) -> {
			Scopes scopes = ScopedMethod.scopes(method, type);
			return scopes.isEmpty() ? null : scopes;
		}).forEach((method, scopes) -> rules.addAll(OfferedMethod.rules(method, scopes)));
	}

	@Override
	public Collection<String> required(McpOperation operation, Authentication caller) {
		return this.scopes.required(operation, caller);
	}

	@Override
	public Set<String> known() {
		return this.scopes.known();
	}

	@Override
	public boolean isEmpty() {
		return this.scopes.isEmpty();
	}

}

package io.github.mcpoauth.autoconfigure;

import org.springframework.aop.Advisor;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;

import io.github.mcpoauth.resource.ScopeRules;
import io.github.mcpoauth.scope.AnnotatedOperationScopes;
import io.github.mcpoauth.scope.OperationScopes;
import io.github.mcpoauth.scope.RequiresScopesAdvisor;
import io.github.mcpoauth.scope.ScopeCatalog;
import io.github.mcpoauth.scope.ScopeHierarchy;
import io.github.mcpoauth.scope.ScopeRoleHierarchy;

/**
 * Which scopes operations need.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperationProperties.class)
@Import(OperationScopesConfiguration.ProxyCreator.class)
class OperationScopesConfiguration {

	@Bean
	OperationPropertiesMapper mcpOperationPropertiesMapper(OperationProperties properties) {
		return new OperationPropertiesMapper(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	ScopeHierarchy mcpScopeHierarchy(OperationPropertiesMapper mapper) {
		return mapper.asScopeHierarchy();
	}

	/**
	 * First, as the challenge names the scopes in this order.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	OperationScopes mcpConfiguredOperationScopes(OperationPropertiesMapper mapper) {
		return mapper.asOperationScopes();
	}

	@Bean
	ScopeRules mcpScopeRules(ScopeHierarchy hierarchy, ObjectProvider<OperationScopes> operations,
			OperationPropertiesMapper mapper) {
		return new ScopeRules(hierarchy, operations.orderedStream().toList(), mapper.asMaxMessageSize(),
				mapper.asListingMode());
	}

	/**
	 * For the expressions of Spring Security's method security.
	 */
	@Bean
	@ConditionalOnMissingBean(RoleHierarchy.class)
	static ScopeRoleHierarchy mcpScopeRoleHierarchy(ObjectProvider<ScopeHierarchy> hierarchy,
			ObjectProvider<ScopeCatalog> catalog) {
		return new ScopeRoleHierarchy(hierarchy::getObject, catalog::getObject);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static Advisor mcpRequiresScopesAdvisor(ObjectProvider<ScopeHierarchy> hierarchy) {
		return RequiresScopesAdvisor.create(hierarchy::getObject);
	}

	/**
	 * What Spring AI offers to clients.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(
			name = { "org.springframework.ai.mcp.annotation.McpTool", "org.springframework.ai.tool.annotation.Tool" })
	static class SpringAi {

		@Bean
		UnknownToolAdvice mcpUnknownToolAdvice(OperationPropertiesMapper mapper, ListableBeanFactory beans) {
			return new UnknownToolAdvice(mapper.toolNames(), beans);
		}

		@Bean
		AnnotatedOperationScopes mcpAnnotatedOperationScopes(ConfigurableListableBeanFactory beans) {
			return new AnnotatedOperationScopes(beans);
		}

	}

	/**
	 * Methods are guarded whether or not the application has enabled method security.
	 */
	static class ProxyCreator implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
			AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
		}

	}

}

package io.github.mcpoauth.architecture;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How the library is wired.
 */
final class SpringRules {

	private final String root;

	/**
	 * Rules for a library.
	 * @param root its root package
	 */
	SpringRules(String root) {
		this.root = root;
	}

	ArchRule propertiesStayInAutoconfigure() {
		return ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(this.root + ".autoconfigure..")
			.should()
			.dependOnClassesThat(PublicTypes.areConfigurationProperties())
			.because("properties are strings that people write: a mapper checks them and makes immutable settings, "
					+ "and what works with settings never meets an unchecked value");
	}

	ArchRule autoConfigurationsAreEmpty() {
		return ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.resideInAPackage(this.root + ".autoconfigure")
			.andShould(ArchCondition.from(DescribedPredicate.describe("declare nothing",
					(type) -> type.getMethods().isEmpty() && type.getFields().isEmpty())))
			.because("users name them to order or exclude them and read them as the table of conditions: "
					+ "the beans sit in what they import");
	}

	ArchRule configurationsAreInternal() {
		return ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(Configuration.class)
			.should()
			.bePackagePrivate()
			.andShould(ArchCondition.from(DescribedPredicate.describe("have proxyBeanMethods = false",
					(type) -> !type.getAnnotationOfType(Configuration.class).proxyBeanMethods())))
			.because("configurations are replaced bean by bean, and proxies cost startup time for calls that a "
					+ "parameter replaces");
	}

	ArchRule beansSitInConfigurations() {
		return ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.should()
			.beDeclaredInClassesThat()
			.areAnnotatedWith(Configuration.class)
			.because("elsewhere, the conditions under which a bean exists are hard to find");
	}

	/**
	 * Only types that users can name can be replaced, so package-private ones and those
	 * of {@code autoconfigure} don't count.
	 * @param fixed why a bean can't be replaced, by its name
	 */
	ArchRule beansAreReplaceable(Map<String, String> fixed) {
		return ArchRuleDefinition.methods()
			.that()
			.areAnnotatedWith(Bean.class)
			.should(new BackOff(fixed.keySet()))
			.because("users replace what does not fit with a bean of their own");
	}

	private final class BackOff extends ArchCondition<JavaMethod> {

		private final Set<String> fixed;

		private final Set<String> unnecessary;

		BackOff(Set<String> fixed) {
			super("back off when there is such a bean already, or be listed as fixed");
			this.fixed = fixed;
			this.unnecessary = new HashSet<>(fixed);
		}

		@Override
		public void check(JavaMethod item, ConditionEvents events) {
			if (!isForUsers(item.getRawReturnType()) || backsOff(item)) {
				return;
			}
			this.unnecessary.remove(item.getName());
			events.add(new SimpleConditionEvent(item, this.fixed.contains(item.getName()),
					item.getDescription() + " is not @ConditionalOnMissingBean"));
		}

		private boolean isForUsers(JavaClass type) {
			return type.getModifiers().contains(JavaModifier.PUBLIC)
					&& !type.getPackageName().startsWith(SpringRules.this.root + ".autoconfigure");
		}

		private static boolean backsOff(JavaMethod bean) {
			return bean.isAnnotatedWith(ConditionalOnMissingBean.class)
					|| bean.getOwner().isAnnotatedWith(ConditionalOnMissingBean.class);
		}

		@Override
		public void finish(ConditionEvents events) {
			this.unnecessary.forEach((name) -> events.add(SimpleConditionEvent.violated(name,
					name + " is listed as fixed, but there is no such bean or it backs off")));
		}

	}

}

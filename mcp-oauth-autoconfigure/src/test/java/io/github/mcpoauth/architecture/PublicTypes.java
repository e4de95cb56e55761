package io.github.mcpoauth.architecture;

import java.lang.annotation.Annotation;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Why a type may be public.
 */
final class PublicTypes {

	private PublicTypes() {
	}

	/**
	 * For users is what they implement, annotate with or write into their configuration.
	 */
	static DescribedPredicate<JavaClass> arePublicButNotForUsers() {
		return DescribedPredicate
			.describe("are public but no interfaces, annotations, properties or auto-configurations",
					(type) -> isPublic(type) && !type.isInterface()
							&& !isOrIsInside(type, ConfigurationProperties.class)
							&& !isOrIsInside(type, AutoConfiguration.class));
	}

	/**
	 * A public type inside one that is not can't be seen either.
	 */
	private static boolean isPublic(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(PublicTypes::isPublic).orElse(true);
	}

	static DescribedPredicate<JavaClass> areConfigurationProperties() {
		return DescribedPredicate.describe("are configuration properties",
				(type) -> isOrIsInside(type, ConfigurationProperties.class));
	}

	private static boolean isOrIsInside(JavaClass type, Class<? extends Annotation> annotation) {
		return type.isAnnotatedWith(annotation)
				|| type.getEnclosingClass().map((enclosing) -> isOrIsInside(enclosing, annotation)).orElse(false);
	}

	static ArchCondition<JavaClass> beUsedElsewhere(String root) {
		return new ArchCondition<>("be used from another package of the library") {

			@Override
			public void check(JavaClass item, ConditionEvents events) {
				events.add(new SimpleConditionEvent(item, isUsedElsewhere(item, root),
						item.getDescription() + " is used in its own package only"));
			}

		};
	}

	/**
	 * Or it is what a type that is used elsewhere takes or returns.
	 */
	private static boolean isUsedElsewhere(JavaClass type, String root) {
		return isUsedItself(type, root) || type.getDirectDependenciesToSelf()
			.stream()
			.map(Dependency::getOriginClass)
			.anyMatch((user) -> isPublic(user) && isUsedItself(user, root) && speaksOf(user, type));
	}

	private static boolean speaksOf(JavaClass user, JavaClass type) {
		return user.getMethods()
			.stream()
			.filter((method) -> method.getModifiers().contains(JavaModifier.PUBLIC))
			.anyMatch(
					(method) -> method.getRawReturnType().equals(type) || method.getRawParameterTypes().contains(type));
	}

	/**
	 * A public interface counts as well: whoever implements it needs the types that it
	 * speaks of.
	 */
	private static boolean isUsedItself(JavaClass type, String root) {
		return type.getDirectDependenciesToSelf()
			.stream()
			.map(Dependency::getOriginClass)
			.filter((user) -> user.getPackageName().startsWith(root))
			.anyMatch((user) -> !user.getPackage().equals(type.getPackage()) || (user.isInterface() && isPublic(user)));
	}

}

package io.github.mcpoauth.architecture;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;

/**
 * Which packages there are, and who may use whom.
 */
final class LayoutRules {

	/**
	 * The layout: a package may use those before it and none after it.
	 */
	private static final List<String> PACKAGES = List.of("core", "event", "net", "web", "store", "jose", "upstream",
			"registration", "metadata", "scope", "resource", "consent", "facade", "authorizationserver",
			"observability", "autoconfigure");

	private final String root;

	/**
	 * Rules for a library.
	 * @param root its root package
	 */
	LayoutRules(String root) {
		this.root = root;
	}

	ArchRule everyPackageIsInTheLayout() {
		String[] packages = PACKAGES.stream().map((name) -> this.root + "." + name + "..").toArray(String[]::new);
		return ArchRuleDefinition.classes()
			.should()
			.resideInAnyPackage(packages)
			.because("a package that is not in the layout has no place in the order of the others, "
					+ "and no rule says what it may use");
	}

	ArchRule packagesAreFreeOfCycles() {
		return SlicesRuleDefinition.slices()
			.matching(this.root + ".(**)")
			.should()
			.beFreeOfCycles()
			.because("packages that need each other can only be understood, tested and changed together");
	}

	/**
	 * Packages of the layout that don't exist yet are fine.
	 */
	ArchRule packagesUseOnlyThoseAboveThem() {
		LayeredArchitecture layers = Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInLayers()
			.withOptionalLayers(true);
		for (String name : PACKAGES) {
			layers = layers.layer(name).definedBy(this.root + "." + name + "..");
		}
		for (String name : PACKAGES) {
			String[] users = usersOf(name);
			layers = (users.length > 0) ? layers.whereLayer(name).mayOnlyBeAccessedByLayers(users)
					: layers.whereLayer(name).mayNotBeAccessedByAnyLayer();
		}
		return layers.because("the order of the packages is the architecture: whoever reads one has to know those "
				+ "above it only, nobody knows the wiring, and the two ways to issue tokens work without each other");
	}

	private static String[] usersOf(String name) {
		Stream<String> below = PACKAGES.stream().skip(PACKAGES.indexOf(name) + 1L);
		if (name.equals("facade")) {
			below = below.filter((user) -> !user.equals("authorizationserver"));
		}
		return below.toArray(String[]::new);
	}

	ArchRule coreUsesTheJdkOnly() {
		return ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(this.root + ".core..")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("java..", "org.jspecify.annotations", this.root + ".core..")
			.because("protocol values outlive frameworks, and every other package may use them");
	}

	ArchRule packagesAreNullMarked() {
		return ArchRuleDefinition.all(new AbstractClassesTransformer<JavaPackage>("packages") {

			@Override
			public Collection<JavaPackage> doTransform(JavaClasses classes) {
				return classes.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
			}

		}).should(new ArchCondition<>("have a package-info with @NullMarked") {

			@Override
			public void check(JavaPackage item, ConditionEvents events) {
				events.add(new SimpleConditionEvent(item, item.isAnnotatedWith(NullMarked.class),
						item.getDescription() + " has no package-info with @NullMarked"));
			}

		}).because("null is only checked in packages that say so, and a package should say what it is for");
	}

	ArchRule publicTypesAreNeededElsewhere() {
		return ArchRuleDefinition.classes()
			.that(PublicTypes.arePublicButNotForUsers())
			.should(PublicTypes.beUsedElsewhere(this.root))
			.because("what is public can't be changed any more: a type stays package-private until another "
					+ "package needs it or a user is meant to implement it");
	}

}

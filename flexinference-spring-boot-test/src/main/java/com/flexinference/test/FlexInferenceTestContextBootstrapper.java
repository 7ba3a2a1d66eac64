package com.flexinference.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.test.context.TestContextBootstrapper;

/**
 * {@link TestContextBootstrapper} for {@link FlexInferenceTest @FlexInferenceTest}.
 */
class FlexInferenceTestContextBootstrapper extends TestSliceTestContextBootstrapper<FlexInferenceTest> {

}

namespace FimNet.MLNet.Tests.Scoring;

[TestClass]
public class RobustnessTests
{
    [TestMethod]
    public void Some_cases_of_every_class_of_bad_input_are_refused_or_change_nothing()
    {
        (int exitCode, string text) = SampleProgram.Run("FimNet.MLNet.Robustness", "12");
        Assert.AreEqual(0, exitCode, text);
        StringAssert.Contains(text, "| graph, fields edited, digest right | 12 |");
        StringAssert.Contains(text, ", 0 failed.");
    }
}

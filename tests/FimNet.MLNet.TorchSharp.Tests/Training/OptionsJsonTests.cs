using System.Reflection;
using System.Text.Json;
using FimNet.MLNet.Training;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public class OptionsJsonTests
{
    [TestMethod]
    public void Options_are_written_by_name_with_enums_and_lengths_as_text()
    {
        JsonElement json = OptionsJson.Write(FimNetOptions.Paper with { Seed = 7, Stage2 = TrainingLength.Time(TimeSpan.FromMinutes(1)) });

        Assert.AreEqual("Lfrm", json.GetProperty("latentModule").GetString());
        Assert.AreEqual("Softmax", json.GetProperty("gateActivation").GetString());
        Assert.AreEqual("Grid", json.GetProperty("patchSampling").GetString());
        Assert.AreEqual("Constant", json.GetProperty("learningRateSchedule").GetString());
        Assert.AreEqual("Mhfd", json.GetProperty("anomalyScoring").GetString());
        Assert.AreEqual("200 epochs", json.GetProperty("stage1").GetString());
        Assert.AreEqual("60 seconds", json.GetProperty("stage2").GetString());
        Assert.AreEqual(7, json.GetProperty("seed").GetInt32());
        Assert.AreEqual(0.5, json.GetProperty("defects").GetProperty("maxSize").GetDouble());
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, json.GetProperty("featureLevels").EnumerateArray().Select(level => level.GetInt32()).ToArray());
    }

    [TestMethod]
    public void What_was_written_is_read_again()
    {
        FimNetOptions options = FimNetOptions.Paper with { Seed = 7, Stage2 = TrainingLength.Time(TimeSpan.FromSeconds(1.5)), FeatureLevels = [2, 5], PValueColumnName = null };
        FimNetOptions read = OptionsJson.Read(OptionsJson.Write(options));
        Assert.AreEqual(OptionsJson.Write(options).GetRawText(), OptionsJson.Write(read).GetRawText());
        Assert.AreEqual(options.Stage1, read.Stage1);
        Assert.AreEqual(options.Stage2, read.Stage2);
    }

    [TestMethod]
    public void Every_public_option_is_written_and_nothing_else()
    {
        string[] expected = typeof(FimNetOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))
            .ToArray();
        string[] actual = OptionsJson.Write(FimNetOptions.Fast).EnumerateObject().Select(p => p.Name).ToArray();
        CollectionAssert.AreEquivalent(expected, actual);
    }
}

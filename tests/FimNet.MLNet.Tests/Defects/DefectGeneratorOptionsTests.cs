using System.Globalization;

namespace FimNet.MLNet.Tests.Defects;

[TestClass]
public sealed class DefectGeneratorOptionsTests
{
    private static readonly DefectGeneratorOptions Default = DefectGeneratorOptions.Default;

    [TestMethod]
    public void Presets_are_valid_and_new_options_equal_the_default()
    {
        DefectGeneratorOptions.Paper.Validate();
        Assert.AreEqual(DefectGeneratorOptions.Default, new DefectGeneratorOptions());
        Default.Validate();
    }

    public static IEnumerable<object[]> Refused()
    {
        yield return [Default with { NaturalPastes = -1 }, "NaturalPastes is -1; it must be from 0 to 16."];
        yield return [Default with { BlurredPastes = 17 }, "BlurredPastes is 17; it must be from 0 to 16."];
        yield return [Default with { NaturalPastes = 0, BlurredPastes = 0 }, "NaturalPastes and BlurredPastes are both 0; at least one must be 1 to 16."];
        yield return [Default with { MinPastes = 3 }, "MinPastes is 3; it must be from 1 to 2, the sum of NaturalPastes and BlurredPastes."];
        yield return [Default with { MinPastes = 0 }, "MinPastes is 0; it must be from 1 to 2"];
        yield return [Default with { MinSize = 0 }, "MinSize is 0; it must be above 0 and at most 1."];
        yield return [Default with { MinSize = double.NaN }, "MinSize is NaN; it must be above 0 and at most 1."];
        yield return [Default with { MinSize = 0.5, MaxSize = 0.25 }, "MaxSize is 0.25; it must be from MinSize (0.5) to 1."];
        yield return [Default with { MaxAspectRatio = 9 }, "MaxAspectRatio is 9; it must be from 1 to 8."];
        yield return [Default with { BlobProbability = 1.5 }, "BlobProbability is 1.5; it must be from 0 to 1."];
        yield return [Default with { MinOpacity = 0 }, "MinOpacity is 0; it must be above 0 and at most 1."];
        yield return [Default with { MaxOpacity = 0.125 }, "MaxOpacity is 0.125; it must be from MinOpacity (0.25) to 1."];
        yield return [Default with { Probability = double.NaN }, "Probability is NaN; it must be from 0 to 1."];
        yield return [Default with { MinBlurCrop = 2 }, "MinBlurCrop is 2; it must be above 0 and at most 1."];
        yield return [Default with { MaxBlurCrop = 1.5 }, "MaxBlurCrop is 1.5; it must be from MinBlurCrop (0.125) to 1."];
        yield return [Default with { MinBlurSigma = -1 }, "MinBlurSigma is -1; it must be from 0 to 32."];
        yield return [Default with { MaxBlurSigma = 33 }, "MaxBlurSigma is 33; it must be from MinBlurSigma (2) to 32."];
    }

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public void An_option_outside_its_range_is_refused_with_its_name_value_and_range(object options, string message)
    {
        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new DefectGenerator((DefectGeneratorOptions)options));
        StringAssert.StartsWith(exception.Message, message);
        Assert.AreEqual(message.Split(' ')[0], exception.ParamName);
    }

    [TestMethod]
    public void Numbers_in_messages_have_a_decimal_point_everywhere()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
        try
        {
            string message = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new DefectGenerator(Default with { MinSize = 0.5, MaxSize = 0.25 })).Message;
            StringAssert.StartsWith(message, "MaxSize is 0.25; it must be from MinSize (0.5) to 1.");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void A_blank_folder_name_is_refused()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => new DefectGenerator(Default with { NaturalImageFolder = " " }));
        StringAssert.Contains(exception.Message, "NaturalImageFolder is blank");
    }
}

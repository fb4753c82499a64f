using FimNet.MLNet.AutoML.Data;
using FimNet.MLNet.Defects.Textures;
using FimNet.MLNet.Imaging;

namespace FimNet.MLNet.AutoML.Tests.Data;

[TestClass]
public class ValidationDefectTests
{
    public static IEnumerable<object[]> Trainings =>
    [
        [DefectGeneratorOptions.Default],
        [DefectGeneratorOptions.Paper],
        [DefectGeneratorOptions.Default with { MinOpacity = 0.05 }],
        [DefectGeneratorOptions.Default with { MinBlurSigma = 0, MaxBlurSigma = 32 }],
    ];

    [TestMethod]
    [DynamicData(nameof(Trainings))]
    public void No_kind_can_be_made_by_the_training(DefectGeneratorOptions training)
    {
        IReadOnlyList<ValidationDefect> kinds = ValidationDefect.Outside(training);
        Assert.IsNotEmpty(kinds);
        foreach (ValidationDefect kind in kinds)
        {
            bool otherTextures = kind.Options.NaturalPastes > 0 && ReferenceEquals(kind.Natural, ProceduralTextureSource.HeldOut);
            bool fainter = kind.Options.MaxOpacity < training.MinOpacity;
            bool sharper = kind.Options.NaturalPastes == 0 && kind.Options.MaxBlurSigma < training.MinBlurSigma;
            bool moreBlurred = kind.Options.NaturalPastes == 0 && kind.Options.MinBlurSigma > training.MaxBlurSigma;
            Assert.IsTrue(otherTextures || fainter || sharper || moreBlurred, kind.Name);
        }
    }

    [TestMethod]
    public void The_default_training_leaves_four_kinds_and_a_wide_one_fewer()
    {
        CollectionAssert.AreEqual(new[] { "foreign", "faint", "displaced", "smeared" }, ValidationDefect.Outside(DefectGeneratorOptions.Default).Select(kind => kind.Name).ToArray());
        CollectionAssert.AreEqual(
            new[] { "foreign" }, ValidationDefect.Outside(DefectGeneratorOptions.Default with { MinOpacity = 0.1, MinBlurSigma = 0, MaxBlurSigma = 32 }).Select(kind => kind.Name).ToArray());
    }

    [TestMethod]
    public void Textures_held_out_are_none_of_the_trainings()
    {
        ReadOnlySpan<byte> heldOut = ProceduralTextureSource.HeldOut.Get(3).Pixels;
        Assert.IsFalse(heldOut.SequenceEqual(ProceduralTextureSource.Shared.Get(3).Pixels));
        Assert.IsTrue(heldOut.SequenceEqual(ProceduralTextureSource.HeldOut.Get(3).Pixels));
    }

    [TestMethod]
    public void An_image_is_changed_where_its_mask_is_and_nowhere_else()
    {
        RgbImage good = TinyExperiment.Image(seed: 1);
        foreach (ValidationDefect kind in ValidationDefect.Outside(DefectGeneratorOptions.Default))
        {
            (RgbImage image, DefectMask mask) = kind.Generate(good, seed: 5);
            int marked = 0;
            for (int i = 0; i < TinyExperiment.Side * TinyExperiment.Side; i++)
            {
                marked += mask.Defective[i] ? 1 : 0;
                Assert.IsTrue(mask.Defective[i] || image.Pixels.Slice(3 * i, 3).SequenceEqual(good.Pixels.Slice(3 * i, 3)), kind.Name);
            }

            Assert.IsTrue(marked > 0 && !image.Pixels.SequenceEqual(good.Pixels), kind.Name);
        }
    }
}

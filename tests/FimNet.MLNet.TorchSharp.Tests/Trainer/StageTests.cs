using FimNet.MLNet.Onnx;
using Microsoft.ML;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class StageTests
{
    private readonly MLContext _mlContext = new(seed: 0);

    [TestMethod]
    public void The_loss_falls_on_a_surface_that_is_easy_to_learn()
    {
        var grey = new byte[3 * TinyTraining.Side * TinyTraining.Side];
        Array.Fill(grey, (byte)200);
        var image = new RgbImage(TinyTraining.Side, TinyTraining.Side, grey);
        SurfaceRow[] rows = Enumerable.Range(0, 2).Select(_ => new SurfaceRow { Image = image.ToMLImage() }).ToArray();
        using FimNetTransformer transformer = _mlContext.Fit(
            TinyTraining.Options with { Stage1 = TrainingLength.Steps(30), Stage2 = TrainingLength.None }, _mlContext.Data.LoadFromEnumerable(rows));

        float[] losses = transformer.TrainingHistory.Select(loss => loss.Reconstruction).ToArray();
        Assert.HasCount(30, losses);
        Assert.IsLessThan(losses.Take(5).Average() / 2, losses.TakeLast(5).Average(), string.Join(' ', losses));
    }

    [TestMethod]
    public void Stage_2_teaches_everything_but_the_memory_and_averaging_is_an_option()
    {
        FimNetOptions options = TinyTraining.Options with { WeightAveraging = 0, Stage1 = TrainingLength.Steps(1) };
        GraphProto before = Train(options with { Stage2 = TrainingLength.None });
        GraphProto longer = Train(options with { Stage1 = TrainingLength.Steps(2), Stage2 = TrainingLength.None });
        GraphProto after = Train(options with { Stage2 = TrainingLength.Steps(2) });

        string[] weights = before.Initializer.Select(i => i.Name).Where(name => name.Split('.')[0] is "encoder" or "latent" or "decoder").ToArray();
        Assert.IsGreaterThan(30, weights.Length);
        foreach (string name in weights)
        {
            Assert.AreEqual(name == "latent.memory.items", before.Weight(name).SequenceEqual(after.Weight(name)), name);
        }

        Assert.IsFalse(before.Weight("latent.memory.items").SequenceEqual(longer.Weight("latent.memory.items")), "stage 1 teaches the memory");

        GraphProto averaged = Train(options with { WeightAveraging = 0.9, Stage2 = TrainingLength.None });
        Assert.IsFalse(before.Weight("encoder.conv1.weight").SequenceEqual(averaged.Weight("encoder.conv1.weight")), "an average is not the last step");
    }

    [TestMethod]
    public void Defects_of_natural_images_train_stage_2_and_a_damaged_one_is_named()
    {
        using var folder = new PrivateFolder();
        TestModel.Image(100, 80, seed: 3).SavePng(Path.Combine(folder.Path, "natural.png"));
        FimNetOptions options = TinyTraining.Options with
        {
            Stage1 = TrainingLength.Steps(1),
            Defects = DefectGeneratorOptions.Paper with { NaturalImageFolder = folder.Path },
        };
        using (FimNetTransformer transformer = _mlContext.Fit(options))
        {
            Assert.AreEqual(2, transformer.TrainingHistory[^1].Stage);
        }

        string damaged = Path.Combine(folder.Path, "natural.png");
        File.WriteAllText(damaged, "no image");
        StringAssert.Contains(Assert.Throws<ImageReadException>(() => _mlContext.Fit(options)).Message, damaged);
    }

    private GraphProto Train(FimNetOptions options)
    {
        using FimNetTransformer transformer = _mlContext.Fit(options);
        return transformer.Graph();
    }
}

using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class TrainerSchemaTests
{
    private readonly MLContext _mlContext = new(seed: 0);

    [TestMethod]
    [DataRow("Score", "PredictedLabel", "AnomalyMap", null, DisplayName = "default names")]
    [DataRow("Raw", "IsBad", "Map", "Repaired", DisplayName = "other names, and the reconstruction")]
    [DataRow("Name", "PredictedLabel", "AnomalyMap", "Image", DisplayName = "names that hide columns of the input")]
    public void What_the_estimator_promises_the_transformer_has(string score, string label, string map, string? reconstruction)
    {
        FimNetTrainer trainer = _mlContext.AnomalyDetection.Trainers.FimNet(TinyTraining.Options with
        {
            LatentModule = LatentModule.None,
            Stage1 = TrainingLength.Steps(1),
            Stage2 = TrainingLength.None,
            ScoreColumnName = score,
            PredictedLabelColumnName = label,
            AnomalyMapColumnName = map,
            ReconstructionColumnName = reconstruction,
        });
        IDataView view = _mlContext.View(2);
        using FimNetTransformer transformer = trainer.Fit(view);

        SchemaShape promised = trainer.GetOutputSchema(view.Schema.Shape());
        DataViewSchema actual = transformer.GetOutputSchema(view.Schema);
        CollectionAssert.AreEquivalent(Describe(actual.Shape()), Describe(promised));
        Assert.AreEqual(NumberDataViewType.Single, actual[score].Type);
        Assert.AreEqual(BooleanDataViewType.Instance, actual[label].Type);
        CollectionAssert.AreEqual(new[] { TinyTraining.Side, TinyTraining.Side }, ((VectorDataViewType)actual[map].Type).Dimensions);
    }

    private static (string Name, SchemaShape.Column.VectorKind Kind, string Type, bool IsKey)[] Describe(SchemaShape shape) => shape
        .Select(column => (column.Name, column.Kind, column.ItemType.ToString()!, column.IsKey))
        .ToArray();
}

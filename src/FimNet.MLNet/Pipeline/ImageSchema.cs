using Microsoft.ML;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Pipeline;

/// <summary>Finds the image column of a schema, or says in one sentence why there is none.</summary>
internal static class ImageSchema
{
    private static readonly InputColumn Image = new(
        "Image",
        type => type is ImageDataViewType,
        "Load images with mlContext.Transforms.LoadSurfaceImages, or use a property of type MLImage with an [ImageType(height, width)] attribute. "
        + "ML.NET's caches (AppendCacheCheckpoint, Data.Cache, Data.ShuffleRows) drop image columns: put them before images are loaded.");

    public static DataViewSchema.Column Column(DataViewSchema schema, string name) => Image.Find(schema, name);

    public static void Require(SchemaShape inputSchema, string name) => Image.Require(inputSchema, name);
}
